import { trusted } from '../core/json.ts';
import type { GeneratedEntity } from '../stripe/account/account-spec.ts';
import { ReadableResource } from '../stripe/entity/readable-resource.ts';
import type { Account } from '../stripe/account/account.ts';

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
    limits: account.limiter.limits,
    latency: account.latency,
    faults: account.faults.list(),
    deliveries: account.deliveries.knobs,
  };
}
