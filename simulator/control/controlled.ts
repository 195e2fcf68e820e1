import type { Site } from '../chargebee/site/site.ts';
import type { KeySpec as SiteKeySpec } from '../chargebee/wire/keys.ts';
import type { Deliveries } from '../core/deliveries/deliveries.ts';
import { trusted, type Fields } from '../core/json.ts';
import type { Mutable } from '../core/mutate/mutate.ts';
import type { SimulatedAccount } from '../core/simulated-account.ts';
import type { Simulator } from '../simulator.ts';
import type { Account } from '../stripe/account/account.ts';
import type { KeySpec } from '../stripe/wire/key-ring.ts';
import { siteSummary, summary } from './summary.ts';

/** The methods of resources that commands call. */
export interface Changeable {
  create?(fields: Fields, options: { silent: boolean }): object;
  update?(id: string, patch: Fields, options: { silent: boolean }): object;
  delete?(id: string, options: { silent: boolean }): object;
  retrieve(id: string): object;
}

/** An account of any provider, as commands see it. */
export interface Controlled {
  account: Pick<SimulatedAccount<never>, 'limiter' | 'latency' | 'faults' | 'requests'> & Mutable;
  deliveries: Deliveries<{ id: string }>;
  summary(): object;
  forget(): void;
  addKey(spec: unknown): void;
  revokeKey(key: string, as: string | null): void;
  resource(name: string): Changeable | undefined;
  /** Commands that only this provider's accounts have, by method and topic. */
  own: Readonly<Record<string, (id: string, body: unknown) => unknown>>;
}

export const controlledAccount = (simulator: Simulator, account: Account): Controlled => ({
  account,
  deliveries: trusted(account.deliveries),
  summary: () => summary(account),
  forget: () => simulator.deleteAccount(account.id),
  addKey: (spec) => account.addKey(trusted<KeySpec>(spec)),
  revokeKey: (key, as) => account.revokeKey(key, as === 'deleted' ? 'deleted' : 'expired'),
  resource(name) {
    type Whole = Changeable & { retrieveWhole(id: string): object };
    const resource = trusted<Whole | undefined>(account.entities.get(name)?.resource);
    if (resource === undefined) return undefined;
    return {
      ...(resource.create && { create: resource.create.bind(resource) }),
      ...(resource.update && { update: resource.update.bind(resource) }),
      ...(resource.delete && { delete: resource.delete.bind(resource) }),
      retrieve: (id) => resource.retrieveWhole(id),
    };
  },
  own: {
    'POST secrets': (id) => ({ secret: account.webhookEndpoints.roll(id).secret }),
    'DELETE secrets': (id) => account.webhookEndpoints.retire(id),
    'POST connected': (_, body) =>
      account.connected.add(simulator.account(trusted<{ account: string }>(body).account)),
    'DELETE connected': (id) => ({ removed: account.connected.remove(id) }),
    'PUT consent': (_, body) => {
      const { account: next } = trusted<{ account: string | null }>(body);
      account.connected.next = next === null ? 'denied' : simulator.account(next);
      return { client_id: account.connected.clientId };
    },
  },
});

export const controlledSite = (simulator: Simulator, site: Site): Controlled => ({
  account: site,
  deliveries: trusted(site.deliveries),
  summary: () => siteSummary(site),
  forget: () => simulator.deleteSite(site.id),
  addKey: (spec) => site.addKey(trusted<SiteKeySpec>(spec)),
  revokeKey: (key) => site.revokeKey(key),
  resource: (name) => site.find(name),
  own: {
    'PUT closed': (_, body) => {
      site.closed = trusted<{ closed: boolean }>(body).closed;
      return { closed: site.closed };
    },
    'PUT time': (_, body) => {
      const { now, advanceMs, afresh } = trusted<{ now?: number; advanceMs?: number; afresh?: number }>(body);
      if (afresh !== undefined) site.startAfresh(afresh);
      if (now !== undefined) site.clock.set(now);
      if (advanceMs !== undefined) site.clock.advance(advanceMs);
      return { now: site.clock.now() };
    },
    'DELETE offsets': () => site.offsets.forget(),
  },
});
