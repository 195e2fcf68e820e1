import type { Deliveries } from '../../simulator/core/deliveries/deliveries.ts';
import type { Faults } from '../../simulator/core/faults.ts';
import type { Mutable } from '../../simulator/core/mutate/mutate.ts';
import type { RateLimiter } from '../../simulator/core/rate-limit.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { EntityType } from '../../src/domain/entities/entities.ts';
import type { Credentials } from '../../src/providers/credentials.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { EventOwner } from '../../src/providers/provider-event.ts';

/** How many objects of each entity an account begins with, by our names. */
export type Sizes = Readonly<Partial<Record<EntityType, number>>>;

/** An account of a provider's simulator, as the conformance suite uses it. */
export interface AccountUnderTest {
  readonly credentials: Credentials;
  readonly owner: EventOwner;
  readonly faults: Faults;
  readonly limiter: RateLimiter;
  readonly deliveries: Pick<Deliveries<{ id: string }>, 'settled' | 'set'>;
  /** For random changes. */
  readonly mutable: Mutable;
  /** Every object that is there, by its id, as a complete copy has it. */
  living(entityType: EntityType): ReadonlyMap<string, unknown>;
  create(entityType: EntityType, fields: Readonly<Record<string, unknown>>): string;
  change(entityType: EntityType, id: string, fields: Readonly<Record<string, unknown>>): void;
  end(entityType: EntityType, id: string): void;
  /** The provider's events so far, as it would deliver them, the oldest first. */
  events(): readonly object[];
  /** Credentials of a key that may not read these objects. */
  denied(entityType: EntityType): Credentials;
  /** From now on the credentials open nothing. */
  revoke(): void;
  /** The cursor that was given out last is no longer known. */
  loseCursors(lastListed: string): void;
}

/** What the suite has to know of a provider: a provider is added to it by this alone. */
export interface ProviderUnderTest {
  /** Variables by which the service asks its accounts without a limit. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opens the provider, aimed at the simulator. */
  open(simulator: Simulator): Provider;
  account(simulator: Simulator, sizes: Sizes): AccountUnderTest;
  /** The base of its lists' addresses, as a pattern of faults: `^/v1/customers`. */
  readonly customersPath: string;
  /** A field of customers that holds any text of the merchant's. */
  readonly textField: string;
  /** What the typed columns of an object's row should hold, field by field, without the product's mappings. */
  columns(entityType: EntityType, object: unknown): Readonly<Record<string, unknown>>;
  /** An entity whose objects' ids the merchant chooses, and what one needs. */
  readonly chosenIds: { readonly entityType: EntityType; readonly fields: Readonly<Record<string, unknown>> };
}
