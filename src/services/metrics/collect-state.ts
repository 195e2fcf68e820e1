import type { InboxCount, Outgoing } from '../../db/metrics/service-state.ts';
import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import { sessionTypes } from '../../domain/session-state.ts';
import { connectionStates } from '../../domain/status/connection-state.ts';
import type { State, StateSeries } from '../../telemetry/metrics/api-metrics.ts';
import type { WorkspaceLabel } from '../../telemetry/metrics/workspace-label.ts';
import type { ServiceDeps } from '../deps.ts';
import type { OverviewEntry } from '../status/judged-connections.ts';
import type { Overview } from '../status/overview.ts';

type Labels = Record<string, string>;

/** One series for each label set: those that become the same by a label that is empty are put together by `merge`. */
function merged(
  series: readonly StateSeries[],
  merge: (one: number, other: number) => number,
): StateSeries[] {
  const found = new Map<string, { labels: Labels; value: number }>();
  for (const { labels, value } of series) {
    const key = JSON.stringify(Object.values(labels));
    const known = found.get(key);
    if (known === undefined) found.set(key, { labels: { ...labels }, value });
    else known.value = merge(known.value, value);
  }
  return [...found.values()];
}

const sum = (one: number, other: number): number => one + other;
const seconds = (at: Date): number => at.getTime() / 1000;

/** What the database says, as gauges: the same facts that the overview shows. */
export async function collectDatabaseState(
  { db, kms }: Pick<ServiceDeps, 'db' | 'kms'>,
  overview: Overview,
  label: WorkspaceLabel,
): Promise<State> {
  const { entries } = await overview.read({});
  const found = await db.asSystem(
    'read the state for metrics',
    async ({ serviceState, wrappedDataKeys }) => ({
      active: await serviceState.activeSessions(),
      long: await serviceState.unusuallyLong(),
      inboxes: await serviceState.inboxes(),
      budgets: await serviceState.readBudgets(),
      outgoing: await serviceState.outgoing(),
      conflicts: await serviceState.conflicts(),
      dataKeys: await wrappedDataKeys.byMasterKey(),
    }),
  );
  const named = label.namesAll(entries.map(({ row }) => row.workspaceId));
  const of = (workspaceId: string, provider: PaymentProvider): Labels => ({
    workspace_id: named ? workspaceId : '',
    provider,
  });
  const syncs = found.active.filter(({ sessionType }) => sessionType !== 'webhook_sync');
  const count = (status: 'running' | 'pending') =>
    syncs.filter((each) => each.status === status).reduce((total, { sessions }) => total + sessions, 0);
  return {
    activeSessions: merged(
      [
        ...paymentProviders.flatMap((provider) => sessionTypes.map((type) => idle(provider, type))),
        ...found.active.map(({ workspaceId, provider, sessionType, sessions }) => ({
          labels: { ...of(workspaceId, provider), session_type: sessionType },
          value: sessions,
        })),
      ],
      sum,
    ),
    ...connectionGauges(entries, of),
    readBudgetUsed: merged(
      found.budgets.map(({ workspaceId, provider, used }) => ({
        labels: of(workspaceId, provider),
        value: used,
      })),
      Math.max,
    ),
    admissions: [
      { labels: { state: 'running' }, value: count('running') },
      { labels: { state: 'waiting' }, value: count('pending') },
    ],
    oldestWaiting: merged(
      syncs.flatMap(({ provider, waitingSince }) =>
        waitingSince === null ? [] : [{ labels: { provider }, value: seconds(waitingSince) }],
      ),
      Math.min,
    ),
    unusuallyLong: zeroed('provider', paymentProviders, found.long, ({ provider, sessions }) => [
      provider,
      sessions,
    ]),
    ...inboxGauges(found.inboxes),
    ...outgoingGauges(found.outgoing),
    conflicts: found.conflicts.map(({ provider, entityType, rows }) => ({
      labels: { provider, entity_type: entityType },
      value: rows,
    })),
    dataKeys: zeroed('key', ['current', 'old', 'missing'], found.dataKeys, ([key, dataKeys]) => [
      key === kms.wrapsWith ? 'current' : kms.keyIds.has(key) ? 'old' : 'missing',
      dataKeys,
    ]),
  };
}

const idle = (provider: PaymentProvider, session_type: string): StateSeries => ({
  labels: { workspace_id: '', provider, session_type },
  value: 0,
});

/** A series for each value of a label, 0 where nothing is found. */
function zeroed<T>(
  label: string,
  values: readonly string[],
  found: Iterable<T>,
  read: (one: T) => readonly [string, number],
): StateSeries[] {
  const all = [...values.map((value) => [value, 0] as const), ...[...found].map(read)];
  return merged(
    all.map(([value, number]) => ({ labels: { [label]: value }, value: number })),
    sum,
  );
}

function connectionGauges(
  entries: readonly OverviewEntry[],
  of: (workspaceId: string, provider: PaymentProvider) => Labels,
): Pick<
  State,
  'connections' | 'failedConnections' | 'lastComplete' | 'scheduleInterval' | 'webhookEndpoints'
> {
  const each = (states: readonly string[], read: (entry: OverviewEntry) => string): StateSeries[] =>
    merged(
      [
        ...paymentProviders.flatMap((provider) =>
          states.map((state) => ({ labels: { provider, state }, value: 0 })),
        ),
        ...entries.map((entry) => ({
          labels: { provider: entry.row.provider, state: read(entry) },
          value: 1,
        })),
      ],
      sum,
    );
  const by = (read: (entry: OverviewEntry) => number | null | undefined): StateSeries[] =>
    entries.flatMap((entry) => {
      const value = read(entry);
      return value === null || value === undefined
        ? []
        : [{ labels: of(entry.row.workspaceId, entry.row.provider), value: value / 1000 }];
    });
  const failures = entries.flatMap(({ row, facts: { last } }) =>
    last?.outcome === 'failed' && last.problem !== null
      ? [{ labels: { provider: row.provider, error_type: last.problem.code }, value: 1 }]
      : [],
  );
  const none = paymentProviders.map((provider) => ({
    labels: { provider, error_type: 'provider_unauthorized' },
    value: 0,
  }));
  return {
    connections: each(connectionStates, ({ state }) => state),
    webhookEndpoints: each(['working', 'down', 'none'], ({ facts }) => facts.webhook),
    failedConnections: merged([...none, ...failures], sum),
    lastComplete: merged(
      by(({ facts }) => facts.completeAt),
      Math.min,
    ),
    scheduleInterval: merged(
      by(({ facts }) => facts.schedule?.intervalMs),
      Math.max,
    ),
  };
}

function inboxGauges(inboxes: readonly InboxCount[]): Pick<State, 'inboxEvents' | 'oldestEvent'> {
  const none = paymentProviders.flatMap((provider) =>
    ['stored', 'quarantined'].map((state) => ({ labels: { provider, state }, value: 0 })),
  );
  return {
    inboxEvents: merged(
      [
        ...none,
        ...inboxes.map(({ provider, state, events }) => ({ labels: { provider, state }, value: events })),
      ],
      sum,
    ),
    oldestEvent: inboxes.flatMap(({ provider, state, oldest }) =>
      state === 'stored' && oldest !== null ? [{ labels: { provider }, value: seconds(oldest) }] : [],
    ),
  };
}

const outgoingGauges = ({
  on,
  failing,
  off,
  waiting,
  oldestDue,
}: Outgoing): Pick<State, 'receivers' | 'deliveriesWaiting' | 'oldestDue'> => ({
  receivers: Object.entries({ on: on - failing, failing, off }).map(([state, value]) => ({
    labels: { state },
    value,
  })),
  deliveriesWaiting: [{ labels: {}, value: waiting }],
  oldestDue: oldestDue === null ? [] : [{ labels: {}, value: seconds(oldestDue) }],
});
