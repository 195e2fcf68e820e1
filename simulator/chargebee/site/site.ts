import { Clock } from '../../core/clock.ts';
import { Deliveries } from '../../core/deliveries/deliveries.ts';
import { IdCodec } from '../../core/generate/ids.ts';
import { mix, seedOf } from '../../core/generate/seed.ts';
import { trusted, type Fields } from '../../core/json.ts';
import { RandomChanges, type ChangesSpec } from '../../core/mutate/random-changes.ts';
import { SimulatedAccount } from '../../core/simulated-account.ts';
import { chargebeeEntities, type EntityName } from '../entities.ts';
import type { ChargebeeEvent } from '../events/event.ts';
import { events } from '../events/entity.ts';
import { WebhookEndpoints, webhookEndpoints } from '../events/webhook-endpoints.ts';
import { Offsets } from '../list/offsets.ts';
import type { ChangeOptions, ChargebeeEntity, Surroundings } from '../resource/entity.ts';
import { Resource, type ResourceContext } from '../resource/resource.ts';
import { Versions } from '../resource/versions.ts';
import { makeKey, type ApiKey, type KeySpec } from '../wire/keys.ts';
import { SiteChanges } from './site-changes.ts';
import { RETRY_WAITS_MS, siteLimits, type SiteSpec } from './site-spec.ts';

const THREE_YEARS = 3 * 365 * 86_400;

/** One Chargebee site: its objects by entity, its events, and how its requests are served. */
export class Site extends SimulatedAccount<ChargebeeEvent> {
  readonly catalog: 'v1' | 'v2';
  readonly schemaType: string;
  readonly keys: Map<string, ApiKey>;
  /** The site's own time, which a test site can move: its time machine. */
  readonly clock: Clock;
  readonly offsets = new Offsets();
  readonly deliveries: Deliveries<ChargebeeEvent>;
  readonly events: Resource;
  readonly webhookEndpoints: WebhookEndpoints;
  /** A closed site answers 404 `site_not_found` to everything. */
  closed = false;
  /** Parameters that lists were asked for and do not know: they had no effect. */
  readonly ignoredParams = new Set<string>();
  readonly #resources = new Map<string, Resource>();
  readonly #spec: SiteSpec;

  constructor(spec: SiteSpec, clock: Clock, number: number) {
    const seed = seedOf(spec.seed ?? 1);
    super({
      id: spec.name ?? `site-${number}-test`,
      seed,
      number,
      limits: spec.limits ?? siteLimits,
      latency: spec.latency ?? {},
    });
    this.#spec = spec;
    this.catalog = spec.catalog ?? 'v2';
    this.schemaType = spec.schemaType ?? (this.catalog === 'v2' ? 'items' : 'plans_addons');
    this.clock = new Clock(() => clock.now());
    const keys = (spec.keys ?? [`test_${this.id.replaceAll('-', '')}`]).map(makeKey);
    this.keys = new Map(keys.map((key) => [key.key, key]));
    const context = (entity: ChargebeeEntity, codec: IdCodec): ResourceContext => {
      let made = 0;
      return {
        site: this.#surroundings(seed),
        versions: new Versions(this.clock, entity.versioned ? (spec.unversioned ?? 0) : 0),
        nextId: () => codec.encode(2 ** 31 + made++),
        record: (type, content, options) => this.#record(type, content, options),
        ignored: (param) => this.ignoredParams.add(param),
      };
    };
    this.events = new Resource(events, context(events, new IdCodec('ev_', 16, seed, seedOf('events'))));
    this.webhookEndpoints = new WebhookEndpoints(
      webhookEndpoints,
      context(webhookEndpoints, new IdCodec('whe_', 12, seed, seedOf('webhook_endpoints'))),
    );
    for (const resource of [this.events, this.webhookEndpoints])
      this.#resources.set(resource.entity.name, resource);
    for (const entity of chargebeeEntities)
      this.#resources.set(entity.name, new Resource(entity, context(entity, codecOf(entity, seed))));
    this.#generate(seed);
    const endpoints = this.webhookEndpoints;
    this.deliveries = new Deliveries<ChargebeeEvent>(
      {
        clock,
        // Without the site's number: equal seeds have equal delivery plans.
        seed: mix(seed, 0, 5),
        typeOf: (event) => event.event_type,
        subscribed: ({ event_type: type }) => endpoints.subscribed(type),
        sign: (event, id) => endpoints.request(id, event),
        event: (id) => trusted<ChargebeeEvent>(this.events.retrieve(id)),
        checkEndpoint: (id) => void endpoints.retrieve(id),
      },
      { ...spec.deliveries, retry: { waitsMs: RETRY_WAITS_MS, ...spec.deliveries?.retry } },
    );
    this.onEvent((event) => this.deliveries.dispatch(event));
  }

  /** Whether its data is real: the name's end is all that says so. */
  get livemode(): boolean {
    return !this.id.endsWith('-test');
  }

  /** By its name below `/api/v2/`. */
  find(name: string): Resource | undefined {
    return this.#resources.get(name);
  }

  resource(name: EntityName): Resource {
    return this.#resources.get(name)!;
  }

  /** The names of what a site of its catalog has. */
  get entities(): EntityName[] {
    return chargebeeEntities.filter((entity) => this.offers(entity)).map(({ name }) => name);
  }

  /** Those of which its spec asks for some. */
  get generated(): EntityName[] {
    return this.entities.filter((name) => (this.#spec[name] ?? 0) > 0);
  }

  offers({ catalog }: ChargebeeEntity): boolean {
    return catalog === undefined || catalog === this.catalog || this.schemaType === 'compat';
  }

  get customers(): Resource {
    return this.resource('customers');
  }

  get subscriptions(): Resource {
    return this.resource('subscriptions');
  }

  get items(): Resource {
    return this.resource('items');
  }

  get itemPrices(): Resource {
    return this.resource('item_prices');
  }

  addKey(spec: string | KeySpec): void {
    const key = makeKey(spec);
    this.keys.set(key.key, key);
  }

  /** From now on 401. */
  revokeKey(key: string): void {
    const known = this.keys.get(key);
    if (!known) throw new Error(`Site ${this.id} has no key ${key}.`);
    known.revoked = true;
  }

  /** As the time machine's "start afresh" on a test site: all data is gone, and time begins again at `now` (milliseconds). */
  startAfresh(now: number): void {
    for (const resource of this.#resources.values())
      if (resource !== this.webhookEndpoints) resource.rows.clear();
    this.offsets.forget();
    this.clock.set(now);
  }

  randomChanges(spec: ChangesSpec): RandomChanges {
    return new RandomChanges(spec, (random) => new SiteChanges(this, spec, random));
  }

  override stop(): void {
    super.stop();
    this.deliveries.stop();
  }

  #surroundings(seed: number): Surroundings {
    const at = (name: string) => {
      const resource = this.#resources.get(name);
      if (resource === undefined) throw new Error(`The simulator has no ${name}.`);
      return resource;
    };
    return {
      catalog: this.catalog,
      all: (name) => at(name).all(),
      find: (name, id) => at(name).find(id),
      size: (name) => this.#spec[name as EntityName] ?? 0,
      idAt: (name, index) => {
        const { entity } = at(name);
        return entity.id?.(index) ?? codecOf(entity, seed).encode(index);
      },
      delete: (name, id, options) => void at(name).delete(id, options),
    };
  }

  #generate(seed: number): void {
    const to = this.#spec.createdTo ?? Math.floor(this.clock.now() / 1000);
    const from = this.#spec.createdFrom ?? to - THREE_YEARS;
    for (const entity of chargebeeEntities) {
      const count = this.#spec[entity.name] ?? 0;
      if (count > 0 && !this.offers(entity))
        throw new Error(`A site of catalog ${this.catalog} has no ${entity.name}.`);
      const codec = codecOf(entity, seed);
      const createdAt = (index: number) => from + Math.floor(((index + 1) * (to - from)) / (count + 1));
      this.#resources.get(entity.name)!.generate(count, createdAt, (index) => codec.encode(index));
    }
  }

  #record(type: string, content: Fields, options: ChangeOptions): void {
    if (options.silent === true) return;
    const endpoints = [...this.webhookEndpoints.subscribed(type)];
    const event = trusted<ChargebeeEvent>(
      this.events.create({
        source: 'api',
        user: 'full_access_key_v1',
        object: 'event',
        api_version: 'v2',
        event_type: type,
        content: structuredClone(content),
        webhook_status: endpoints.length > 0 ? 'scheduled' : 'not_configured',
        webhooks: endpoints.map((id) => ({ id, webhook_status: 'scheduled', object: 'webhook' })),
      }),
    );
    if (options.undelivered !== true) this.happened(event);
  }
}

/** Ids that Chargebee makes: sixteen characters without a prefix. */
const codecOf = ({ name }: ChargebeeEntity, seed: number) => new IdCodec('', 16, seed, seedOf(name));
