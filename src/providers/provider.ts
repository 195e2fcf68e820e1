import type { EntityType } from '../domain/entities/entities.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { Allowance } from '../domain/pace.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Credentials } from './credentials.ts';
import type { DashboardThing } from './dashboard-thing.ts';
import type { KeyForm } from './key-form.ts';
import type { KeyGuide } from './key-guide.ts';
import type { NamedObjects } from './named-objects.ts';
import type { PlatformAccess } from './platform-access.ts';
import type { ProviderEntities } from './provider-entity.ts';
import type { EventReader } from './provider-event.ts';
import type { WebhookEndpoints } from './webhook-endpoint.ts';
import type { WebhookContract } from './webhook-verification.ts';

/** A payment provider: one folder behind this interface. */
export interface Provider {
  readonly name: PaymentProvider;
  /** As people write it. */
  readonly displayName: string;
  /** Those that it has. */
  readonly entities: ProviderEntities;
  readonly events: EventReader;
  readonly webhooks: WebhookContract;
  /** How a merchant makes a key for these entities, if the provider has a form that can be filled in. */
  keyForm?(entityTypes: readonly EntityType[]): KeyForm;
  /** What the merchant clicks there otherwise. */
  readonly keyGuide?: KeyGuide;
  /** Where the provider's own dashboard shows it; undefined for what it has no page of. Absent: no page is known. */
  dashboardUrl?(thing: DashboardThing): string | undefined;
  /** The second in which an event was made (`created`, Unix seconds of the provider's), in our clock. */
  eventSnapshot(created: number): Snapshot;
  /** Unix seconds before which the provider had no customer's data at all. */
  readonly earliest: number;
  /** For how long the provider keeps its list of events, in milliseconds. */
  readonly eventsKeptMs: number;
  /** The requests a second that the provider allows an account, the merchant's own included. */
  limits(account: { readonly accountId: string | null; readonly livemode: boolean }): Allowance;
  /** Accounts that are reached by the deployment's own key; undefined: the provider has no such thing, or no key is configured. */
  readonly platform?: PlatformAccess;
  /**
   * Opens no connection; wrong credentials show at the first call. Throws `credential_unreadable` if they are not of the
   * provider's schema.
   */
  connect(credentials: Credentials, options?: ConnectOptions): ProviderAccount;
}

export interface ConnectOptions {
  /** Ends every request of this connection. */
  readonly signal?: AbortSignal;
  /** Every single request goes through here: the caller's pace and retries. `endpoint` is what rate limits count by. */
  readonly through?: RequestGate;
}

export type RequestGate = <T>(
  endpoint: string,
  send: () => Promise<T>,
  options?: RequestOptions,
) => Promise<T>;

export interface RequestOptions {
  /** The caller can ask otherwise, as for fewer objects, so that an `UnfinishedAnswer` is not asked for many times. */
  readonly canAskOtherwise?: boolean;
}

/**
 * One merchant's account at a provider. Every call is one or more requests, none of them retried here unless `through` does; each throws
 * `SyncError`: `provider_unauthorized`, `provider_forbidden`, `provider_rate_limited` (a `RateLimited`),
 * `provider_unavailable`, `provider_invalid_response` (either may be an `UnfinishedAnswer`), `provider_rejected`.
 */
export interface ProviderAccount {
  readonly webhookEndpoints: WebhookEndpoints;
  /** Whose key it is, by one request. */
  identify(): Promise<AccountIdentity>;
  /** Whether the credentials open live data: what the provider says, not what they look like. */
  livemode(): Promise<boolean>;
  /**
   * A page of an entity's objects: newest first if the entity is paged by windows of `created`, in any order that does not
   * change if it is sequential. A page that is as remembered is not parsed. Throws `provider_not_found` if the cursor is no
   * longer valid.
   */
  list(request: ListRequest): Promise<ListedPage | SamePage>;
  /** One object as it is now. Throws `provider_unreadable` if the provider shows it, but not whole or not as itself. */
  retrieve(entityType: EntityType, externalId: string): Promise<RetrievedObject>;
  /**
   * The provider's own texts of these events, by their ids; those that it does not have are missing. Absent: its webhooks are
   * signed, and need no confirmation.
   */
  confirmEvents?(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** In how many lists the provider's events about these entities come; each has its own pages. */
  eventLists(entityTypes: readonly EntityType[]): number;
  /** A page of one of them: events since a time, each once. */
  listEvents(request: EventsRequest): Promise<EventsPage>;
}

export interface AccountIdentity {
  /** Null if the credentials may not read it, and the refusal does not name it either. */
  readonly accountId: string | null;
  /** As the account calls itself. */
  readonly name: string | null;
  readonly createdAt: Date | null;
  readonly snapshot: Snapshot;
}

export interface ListRequest {
  readonly entityType: EntityType;
  /** Objects a page, 1–100. */
  readonly limit: number;
  /** Bounds of the objects' `created` in Unix seconds; null: no bound, as always for a sequential entity. */
  readonly createdGte: number | null;
  readonly createdLt: number | null;
  /**
   * Only objects that have changed since, in milliseconds of our clock; deleted ones are `unread`. Of entities that are `relisted`
   * by what has `changed`.
   */
  readonly changedSince?: number | undefined;
  /** Of an entity that is below another one: only what is below this object of it. If that is gone, nothing is. */
  readonly parentId?: string | undefined;
  /** `next` of the page before; null: the first page. */
  readonly cursor: string | null;
  /** `created` of the last object before the cursor: no page behind it shows a newer one. */
  readonly cursorCreated?: number | null;
  /** That page said that more follows, within the same bounds. */
  readonly more?: boolean;
  /** See `RequestOptions`; always so of a page of several objects. */
  readonly canAskOtherwise?: boolean;
  /** The digest of the page that was there the last time. */
  readonly remembered?: Buffer | undefined;
}

export interface ListedObject {
  readonly id: string;
  /** Unix seconds; null only for a sequential entity. */
  readonly created: number | null;
}

/** A page whose body is, to the byte, the remembered one. */
export interface SamePage {
  readonly same: true;
  readonly snapshot: Snapshot;
}

export interface ListedPage<Listed extends ListedObject = ListedObject> {
  readonly same: false;
  /** The objects, verbatim: JSON text with the array of them at `path`. */
  readonly json: string;
  readonly path: readonly string[];
  /** SHA-256 of the answer's body; null for a page that took more than one answer. */
  readonly digest: Buffer | null;
  /** The page's objects, in the provider's order. */
  readonly objects: readonly Listed[];
  /** Ids of those that are not in `json`, because they did not come whole: each has to be fetched by itself. */
  readonly unread?: readonly string[];
  /** Parents of which what is below them did not come: it has to be read for each by itself. */
  readonly unreadParents?: readonly string[];
  /** How many requests it took. Absent: one. */
  readonly requests?: number;
  /** Objects that these name and that no list may show. Absent: none. */
  readonly named?: NamedObjects;
  /** The cursor of the page that follows, opaque to all but the provider; null: none follows. */
  readonly next: string | null;
  readonly snapshot: Snapshot;
}

export type RetrievedObject =
  | {
      readonly state: 'present';
      /** The object alone, as a page holds many. */
      readonly json: string;
      readonly path: readonly string[];
      /** Objects that it names and that no list may show. Absent: none. */
      readonly named?: NamedObjects;
      readonly snapshot: Snapshot;
    }
  | { readonly state: 'deleted'; readonly snapshot: Snapshot };

export interface EventsRequest {
  readonly entityTypes: readonly EntityType[];
  /** Which of their lists, from 0. */
  readonly list: number;
  /** Milliseconds of our clock. */
  readonly since: number;
  /** `next` of the page before; null: the first page. */
  readonly cursor: string | null;
  /** Events a page, 1–100. */
  readonly limit: number;
}

export interface EventsPage {
  /** JSON texts, as a webhook would bring them. */
  readonly events: readonly string[];
  /** Null: none follows. */
  readonly next: string | null;
}
