import type { DeliveriesSpec } from '../../core/deliveries/deliveries-spec.ts';
import type { LatencySpec } from '../../core/latency.ts';
import type { LimitsSpec } from '../../core/rate-limit.ts';
import type { EntityName } from '../entities.ts';
import type { KeySpec } from '../wire/keys.ts';

/**
 * What a site is like; `customers: 1_000` and so on say how many objects of each entity are generated. Equal seeds and
 * sizes give equal objects with equal ids, in every site.
 */
export interface SiteSpec extends Partial<Record<EntityName, number>> {
  /** `acme-test`: the host's first label. Test sites end in `-test`. */
  name?: string;
  /** API keys; one full key made from the site's name if absent. */
  keys?: readonly (string | KeySpec)[];
  /** Product catalog: `v2` has items and their prices, `v1` plans and addons. Default: v2. */
  catalog?: 'v1' | 'v2';
  /** As `/configurations` shows it; set for sites that moved from catalog 1 to 2. */
  schemaType?: 'plans_addons' | 'items' | 'compat';
  seed?: string | number;
  /** Unix seconds of the oldest and newest generated object; the last three years unless given. */
  createdFrom?: number;
  createdTo?: number;
  /** So many of the oldest objects of each entity have neither `resource_version` nor `updated_at`. */
  unversioned?: number;
  /** 150 requests a minute and 50 at once unless given; `'off'` for none. */
  limits?: LimitsSpec | 'off';
  latency?: LatencySpec;
  /** How events reach the webhook endpoints; default: at once, and none is lost. */
  deliveries?: DeliveriesSpec;
}

/** The limits of test sites and the Starter plan: https://apidocs.chargebee.com/docs/api/error-handling (api_request_limit). */
export const siteLimits: LimitsSpec = { perMinute: 150, concurrency: 50 };

/** Retries of a delivery: 2, 6 and 30 minutes, 1 and 5 hours, 1 and 2 days. */
export const RETRY_WAITS_MS = [2, 6, 30, 60, 300, 1_440, 2_880].map((minutes) => minutes * 60_000);
