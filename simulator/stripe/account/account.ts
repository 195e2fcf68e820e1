import type { Clock } from '../../core/clock.ts';
import { Deliveries } from '../../core/deliveries/deliveries.ts';
import { mix, seedOf } from '../../core/generate/seed.ts';
import { IdempotencyKeys } from '../../core/idempotency.ts';
import { trusted } from '../../core/json.ts';
import { RandomChanges, type ChangesSpec } from '../../core/mutate/random-changes.ts';
import { SimulatedAccount } from '../../core/simulated-account.ts';
import type { stripeEntities } from '../entities.ts';
import type { AccountEntity } from '../entity/account-entity.ts';
import type { FindResource } from '../entity/context.ts';
import { factsOf, type Entity } from '../entity/entity.ts';
import { ConnectedAccounts } from '../connect/connected-accounts.ts';
import type { StripeEvent } from '../entity/event.ts';
import { EventLog } from '../entity/event-log.ts';
import { Resource } from '../entity/resource.ts';
import { makeWorld } from '../entity/world.ts';
import { events } from '../events/entity.ts';
import { StripeChanges } from '../mutate/stripe-changes.ts';
import { webhookEndpoints } from '../webhook-endpoints/entity.ts';
import { signedRequest } from '../webhook-endpoints/signed-request.ts';
import { makeKey, type ApiKey, type KeySpec } from '../wire/key-ring.ts';
import { stripeLimits } from '../wire/refusals.ts';
import { API_VERSION } from '../wire/wire.ts';
import { generationOf, type AccountSpec } from './account-spec.ts';
import { accountObject, type AccountProfile } from './object.ts';

/** One Stripe account: its objects by entity, its events, and how its requests are served. */
export class StripeAccount extends SimulatedAccount<StripeEvent> {
  /** Unix seconds. */
  readonly created: number;
  readonly livemode: boolean;
  readonly keys: Map<string, ApiKey>;
  /** By the entity's name. */
  readonly entities: ReadonlyMap<string, AccountEntity>;
  readonly deliveries: Deliveries<StripeEvent>;
  readonly idempotency: IdempotencyKeys;
  /** Written on events from now on. */
  apiVersion: string;
  readonly #decimals: RegExp | undefined;
  readonly #profile: AccountProfile;
  /** Those of a platform. */
  readonly connected: ConnectedAccounts<StripeAccount>;
  readonly #log: EventLog;

  constructor(spec: AccountSpec, clock: Clock, number: number, entities: readonly Entity[]) {
    const seed = seedOf(spec.seed ?? 1);
    const id = spec.id ?? `acct_1${mix(seed, number, 1).toString(36)}${mix(seed, number, 2).toString(36)}`;
    const keys = (spec.keys ?? [`sk_test_${id.slice(5)}`]).map(makeKey);
    const livemode = keys[0]?.livemode ?? false;
    super({ id, seed, number, limits: spec.limits ?? stripeLimits(livemode), latency: spec.latency ?? {} });
    this.keys = new Map(keys.map((key) => [key.key, key]));
    this.livemode = livemode;
    const world = makeWorld(generationOf(spec, this.livemode, clock.now(), entities), entities);
    this.created = world.spec.createdFrom;
    this.apiVersion = spec.apiVersion ?? API_VERSION;
    if (spec.decimals) this.#decimals = new RegExp(`"(${spec.decimals.join('|')})":(-?\\d+)(?=[,}\\]])`, 'g');
    this.idempotency = new IdempotencyKeys(clock);
    this.#profile = {
      id: this.id,
      created: this.created,
      name: spec.name ?? `Account ${number}`,
      country: spec.country ?? 'US',
      livemode: this.livemode,
    };
    this.#log = new EventLog(world.of(events.name).ids, clock, {
      livemode: this.livemode,
      apiVersion: () => this.apiVersion,
      endpointsFor: (type) => [...this.resource(webhookEndpoints).subscribed(type)].length,
    });

    const made = new Map<string, AccountEntity>();
    this.entities = made;
    const { resource } = this;
    for (const entity of entities) {
      const context = { facts: factsOf(entity), clock, events: this.#log, livemode, world, resource };
      made.set(entity.name, { entity, context, resource: entity.make(context) });
    }
    const endpoints = this.resource(webhookEndpoints);
    if (spec.webhookEndpointCap !== undefined) endpoints.cap = spec.webhookEndpointCap;
    this.deliveries = new Deliveries<StripeEvent>(
      {
        clock,
        // Without the account's number: equal seeds have equal delivery plans.
        seed: mix(seed, 0, 5),
        typeOf: ({ type }) => type,
        subscribed: ({ type, account }) =>
          [...endpoints.subscribed(type, account !== undefined)].map(({ id }) => id),
        sign: (event, id) => signedRequest(endpoints, id, event, livemode, (json) => this.written(json)),
        event: (id) => this.resource(events).retrieve(id),
        checkEndpoint: (id) => void endpoints.retrieve(id),
      },
      spec.deliveries ?? {},
    );
    this.#log.listen((event) => this.happened(event));
    this.onEvent((event) => this.deliveries.dispatch(event));
    this.connected = new ConnectedAccounts<StripeAccount>(this);
  }

  /** An entity's resource: by its definition, typed; or by its name, as any other of that kind. */
  readonly resource: FindResource = (entity: string | { name: string }) => {
    const name = typeof entity === 'string' ? entity : entity.name;
    const resource = this.entities.get(name)?.resource;
    if (resource === undefined || (typeof entity === 'string' && !(resource instanceof Resource)))
      throw new Error(`Account ${this.id} has no ${name} to refer to.`);
    return trusted<never>(resource);
  };

  /** GET /v1/account. */
  profile() {
    return accountObject(this.#profile);
  }

  /** JSON as the account's answers and webhooks write it. */
  written(json: string): string {
    return this.#decimals ? json.replace(this.#decimals, '"$1":$2.0') : json;
  }

  randomChanges(spec: ChangesSpec): RandomChanges {
    return new RandomChanges(spec, (random) => new StripeChanges(this, spec, random));
  }

  /** Ends deliveries and the background run. */
  override stop(): void {
    super.stop();
    this.connected.stop();
    this.deliveries.stop();
  }

  addKey(spec: string | KeySpec): void {
    const key = makeKey(spec);
    this.keys.set(key.key, key);
  }

  /** From now on 401: as an expired key (rolled in the dashboard), or as one that Stripe never heard of. */
  revokeKey(key: string, how: 'expired' | 'deleted' = 'expired'): void {
    const known = this.keys.get(key);
    if (!known) throw new Error(`Account ${this.id} has no key ${key}.`);
    known.revoked = how;
  }
}

export type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** Resources by the entity's name: `account.customers`, `account.webhookEndpoints`. */
type ResourcesOf<Entities extends readonly Entity[]> = {
  readonly [E in Entities[number] as CamelCase<E['name']>]: ReturnType<E['make']>;
};

export type Account = StripeAccount & ResourcesOf<typeof stripeEntities>;

/** An account with a property for the resource of each of its entities. */
export function makeAccount(
  spec: AccountSpec,
  clock: Clock,
  number: number,
  entities: readonly Entity[],
): Account {
  const account = new StripeAccount(spec, clock, number, entities);
  for (const [name, { resource }] of account.entities) {
    const property = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    Object.defineProperty(account, property, { value: resource, enumerable: true });
  }
  return trusted<Account>(account);
}
