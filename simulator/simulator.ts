import type { Site } from './chargebee/site/site.ts';
import type { SiteSpec } from './chargebee/site/site-spec.ts';
import type { Clock } from './core/clock.ts';
import type { RequestLog } from './core/request-log.ts';
import type { AccountSpec } from './stripe/account/account-spec.ts';
import type { OrganizationSpec } from './stripe/connect/organization.ts';
import type { Account } from './stripe/account/account.ts';

/** A running simulator: Stripe below `/v1/`, Chargebee below `/api/v2/`. */
export interface Simulator {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** By account id. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** By the site's name. */
  readonly sites: ReadonlyMap<string, Site>;
  /** All requests, also those without a valid key. Each account has its own log too. */
  readonly requests: RequestLog;
  /** While true every connection that sends a request is closed, as in an outage. The control API stays reachable. */
  offline: boolean;
  createAccount(spec?: AccountSpec): Account;
  /** Keys that open several accounts, by `Stripe-Context`. */
  createOrganization(spec: OrganizationSpec): void;
  /** The account with this id or API key; throws if there is none. */
  account(idOrKey: string): Account;
  deleteAccount(idOrKey: string): void;
  createSite(spec?: SiteSpec): Site;
  /** The site with this name or API key; throws if there is none. */
  site(nameOrKey: string): Site;
  deleteSite(nameOrKey: string): void;
  /** Closes all connections at once, also those that wait for an answer, and ends all deliveries. */
  stop(): Promise<void>;
}
