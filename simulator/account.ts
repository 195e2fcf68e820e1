import { generationOf, type AccountSpec } from './account-spec.ts';
import type { Clock } from './clock.ts';
import { Deliveries } from './deliveries/deliveries.ts';
import { Faults } from './faults.ts';
import { customerRenderer } from './generate/customers.ts';
import { priceRenderer } from './generate/prices.ts';
import { productRenderer } from './generate/products.ts';
import { mix, randomStream } from './generate/seed.ts';
import { subscriptionRenderer } from './generate/subscriptions.ts';
import { makeWorld, type World } from './generate/world.ts';
import { IdempotencyKeys } from './idempotency.ts';
import { makeKey, type ApiKey, type KeySpec } from './key-ring.ts';
import { delayOf, type LatencySpec } from './latency.ts';
import type { MutateSpec, MutationCounts, SteadySpec } from './mutate/mutate-spec.ts';
import { Mutator } from './mutate/mutator.ts';
import { SteadyRun } from './mutate/steady-run.ts';
import { accountObject, type AccountProfile } from './objects/account.ts';
import type { Customer } from './objects/customer.ts';
import type { Price } from './objects/price.ts';
import type { Product } from './objects/product.ts';
import type { Subscription } from './objects/subscription.ts';
import type { WebhookEndpoint } from './objects/webhook-endpoint.ts';
import { API_VERSION } from './objects/wire.ts';
import { RateLimiter, stripeLimits } from './rate-limit.ts';
import { RequestLog } from './request-log.ts';
import { Customers } from './resources/customers.ts';
import { EventLog, type EventListener } from './resources/event-log.ts';
import { Events } from './resources/events.ts';
import { Prices } from './resources/prices.ts';
import { Products } from './resources/products.ts';
import type { Surroundings } from './resources/resource.ts';
import { SubscriptionItems } from './resources/subscription-items.ts';
import { Subscriptions } from './resources/subscriptions.ts';
import { WebhookEndpoints } from './resources/webhook-endpoints.ts';
import { Collection } from './store/collection.ts';

/** One Stripe account: its objects, its events, and how its requests are served. */
export class Account {
  readonly id: string;
  readonly livemode: boolean;
  readonly world: World;
  readonly keys: Map<string, ApiKey>;
  readonly customers: Customers;
  readonly products: Products;
  readonly prices: Prices;
  readonly subscriptions: Subscriptions;
  readonly subscriptionItems: SubscriptionItems;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly events: Events;
  readonly deliveries: Deliveries;
  readonly limiter: RateLimiter;
  readonly faults: Faults;
  readonly requests = new RequestLog();
  readonly idempotency: IdempotencyKeys;
  latency: LatencySpec;
  /** Written on events from now on. */
  apiVersion: string;
  /** The last one that was started. */
  steadyRun: SteadyRun | undefined;
  #revision = 0;
  readonly #profile: AccountProfile;
  readonly #log: EventLog;
  readonly #random: () => number;

  constructor(spec: AccountSpec, clock: Clock, number: number) {
    const { seed } = generationOf(spec, false, clock.now());
    this.id = spec.id ?? `acct_1${mix(seed, number, 1).toString(36)}${mix(seed, number, 2).toString(36)}`;
    const keys = (spec.keys ?? [`sk_test_${this.id.slice(5)}`]).map(makeKey);
    this.keys = new Map(keys.map((key) => [key.key, key]));
    this.livemode = keys[0]?.livemode ?? false;
    this.world = makeWorld(generationOf(spec, this.livemode, clock.now()));
    this.apiVersion = spec.apiVersion ?? API_VERSION;
    this.limiter = new RateLimiter(spec.limits ?? stripeLimits(this.livemode));
    this.faults = new Faults(mix(seed, number, 3));
    this.latency = spec.latency ?? {};
    this.idempotency = new IdempotencyKeys(clock);
    this.#random = randomStream(mix(seed, number, 4));
    this.#profile = {
      id: this.id,
      created: this.world.spec.createdFrom,
      name: spec.name ?? `Account ${number}`,
      country: spec.country ?? 'US',
      livemode: this.livemode,
    };

    const { ids, timelines } = this.world;
    this.#log = new EventLog(ids.events, clock, {
      livemode: this.livemode,
      apiVersion: () => this.apiVersion,
      endpointsFor: (type) => [...this.webhookEndpoints.subscribed(type)].length,
    });
    const around: Surroundings = { clock, events: this.#log, livemode: this.livemode };
    this.events = new Events(this.#log, around);
    this.webhookEndpoints = new WebhookEndpoints(
      new Collection<WebhookEndpoint>({ codec: ids.endpoints }),
      around,
      spec.webhookEndpointCap ?? 16,
    );
    this.prices = new Prices(
      new Collection<Price>({
        codec: ids.prices,
        timeline: timelines.prices,
        json: priceRenderer(this.world),
      }),
      around,
      this.world,
    );
    this.products = new Products(
      new Collection<Product>({
        codec: ids.products,
        timeline: timelines.products,
        json: productRenderer(this.world),
      }),
      around,
      this.prices,
    );
    const renderer = subscriptionRenderer(this.world, (index) => this.prices.embedded(index));
    this.subscriptions = new Subscriptions(
      new Collection<Subscription>({
        codec: ids.subscriptions,
        timeline: timelines.subscriptions,
        json: renderer.whole,
      }),
      around,
      { world: this.world, prices: this.prices, renderer },
    );
    this.subscriptionItems = new SubscriptionItems(this.subscriptions);
    this.customers = new Customers(
      new Collection<Customer>({
        codec: ids.customers,
        timeline: timelines.customers,
        json: customerRenderer(this.world),
      }),
      around,
      this.subscriptions,
    );
    this.deliveries = new Deliveries(
      {
        clock,
        // Without the account's number: equal seeds have equal fates.
        seed: mix(seed, 0, 5),
        livemode: this.livemode,
        events: this.events,
        endpoints: this.webhookEndpoints,
      },
      spec.deliveries ?? {},
    );
    this.onEvent((event) => this.deliveries.dispatch(event));
  }

  /** GET /v1/account. */
  profile() {
    return accountObject(this.#profile);
  }

  /** Milliseconds that the next answer takes. */
  nextDelay(): number {
    return delayOf(this.latency, this.#random);
  }

  /** Calls `listener` with each event, right after it happened. Returns how to stop. */
  onEvent(listener: EventListener): () => void {
    return this.#log.listen(listener);
  }

  /** Makes `count` random changes at once. Equal seeds on equal accounts make equal changes. */
  mutate(spec: MutateSpec): MutationCounts {
    const mutator = this.#mutator(spec);
    for (let i = 0; i < spec.count; i++) mutator.next();
    return mutator.counts;
  }

  /** The same changes spread over time; one such run at a time. */
  mutateSteadily(spec: SteadySpec): SteadyRun {
    if (this.steadyRun?.running) throw new Error(`Account ${this.id} is being mutated already.`);
    this.steadyRun = new SteadyRun(this.#mutator(spec), spec);
    return this.steadyRun;
  }

  /** Ends what goes on by itself: deliveries and steady mutation. */
  stop(): void {
    this.steadyRun?.stop();
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

  #mutator(spec: Omit<MutateSpec, 'count'>): Mutator {
    return new Mutator(this, spec, () => ++this.#revision);
  }
}
