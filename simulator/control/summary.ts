import type { Site } from '../chargebee/site/site.ts';
import { trusted } from '../core/json.ts';
import type { GeneratedEntity } from '../stripe/account/account-spec.ts';
import { ReadableResource } from '../stripe/entity/readable-resource.ts';
import type { Account } from '../stripe/account/account.ts';

/** What every provider's accounts show. */
const served = ({
  limiter,
  latency,
  faults,
  deliveries,
}: Pick<Site, 'limiter' | 'latency' | 'faults'> & { deliveries: { knobs: object } }) => ({
  limits: limiter.limits,
  latency,
  faults: faults.list(),
  deliveries: deliveries.knobs,
});

/** A site as the control API shows it. */
export function siteSummary(site: Site) {
  return {
    id: site.id,
    livemode: site.livemode,
    catalog: site.catalog,
    keys: [...site.keys.values()].map(({ denied, ...key }) => ({ ...key, denied: [...denied] })),
    /** Living objects, by the entity's name. */
    counts: Object.fromEntries(site.entities.map((name) => [name, site.resource(name).count])),
    ...served(site),
  };
}

/** An account as the control API shows it. */
export function summary(account: Account) {
  return {
    id: account.id,
    livemode: account.livemode,
    keys: [...account.keys.values()].map(({ key, denied, revoked }) => ({
      key,
      denied: [...denied],
      revoked,
    })),
    /** Living objects, by the entity's name. */
    counts: trusted<Record<GeneratedEntity, number>>(
      Object.fromEntries(
        [...account.entities].flatMap(([name, { resource }]) =>
          resource instanceof ReadableResource ? [[name, resource.count]] : [],
        ),
      ),
    ),
    ...served(account),
  };
}
