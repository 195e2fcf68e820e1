import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { DeliveriesSpec } from '../../simulator/core/deliveries/deliveries-spec.ts';
import type { DeliveryCounts } from '../../simulator/core/deliveries/delivery-log.ts';
import type { MutateSpec, MutationCounts } from '../../simulator/core/mutate/mutate-spec.ts';
import type { EntityType } from '../../src/domain/entities/entities.ts';
import { chargebeeEntities } from '../../src/providers/chargebee/chargebee-entities.ts';
import { stripeEntities } from '../../src/providers/stripe/stripe-entities.ts';
import { ownEventTypesOf } from '../../src/providers/stripe/stripe-entity.ts';
import type { JsonServer } from './http.ts';
import { nameOf, type DemoWorkspace } from './sync.ts';

/** One of the received events, as the API shows it. */
interface ReceivedEvent {
  id: string;
  type: string;
  object_id: string;
  state: 'stored' | 'applied' | 'stale' | 'ignored' | 'quarantined';
  received_at: string;
  state_at: string;
}

/** Milliseconds. */
export interface Spread {
  median: number;
  slowest: number;
}

/** The provider's deliveries of some changes, and their outcome. */
export interface Followed {
  events: number;
  /** Sent a second time, though the first was acknowledged. */
  doubled: number;
  /** From the change to the API's 200. */
  acknowledged: Spread;
  /** From an event's arrival to its row, or to the finding that the row was newer. */
  inTables: Spread;
  /** Every object that an event named. */
  objects: readonly { table: EntityType; id: string }[];
}

/** Of every entity, and only changes that the provider would allow; equal in every run. */
const changes = {
  count: 40,
  seed: 'demo',
  weights: { create: 3, update: 5, delete: 2 },
} satisfies MutateSpec;

const ofAccount = (workspace: DemoWorkspace, path: string) => `${workspace.path}/${path}`;

export const setDeliveries = (simulator: JsonServer, workspace: DemoWorkspace, spec: DeliveriesSpec) =>
  simulator.post(ofAccount(workspace, 'deliveries'), spec);

export const change = (simulator: JsonServer, workspace: DemoWorkspace, spec: Partial<MutateSpec> = {}) =>
  simulator.post<MutationCounts>(ofAccount(workspace, 'mutate'), { ...changes, ...spec });

const pollMs = 100;
const patienceMs = 30_000;

/** Waits until all is delivered and in the tables. Throws if an event was refused or quarantined. */
export async function follow(
  api: JsonServer,
  simulator: JsonServer,
  workspace: DemoWorkspace,
): Promise<Followed> {
  await simulator.post(ofAccount(workspace, 'deliveries/settled'), { timeoutMs: patienceMs });
  const { counts, latency } = await simulator.get<{
    counts: DeliveryCounts;
    latency?: { p50: number; max: number };
  }>(ofAccount(workspace, 'deliveries'));
  const { acknowledged } = counts.byState;
  if (acknowledged !== counts.deliveries || latency === undefined)
    throw new Error(
      `${workspace.name}: ${acknowledged} of ${counts.deliveries} deliveries were acknowledged`,
    );
  const events = await settledEvents(api, workspace);
  const lags = events
    .map(({ received_at, state_at }) => Date.parse(state_at) - Date.parse(received_at))
    .toSorted((a, b) => a - b);
  return {
    events: events.length,
    doubled: counts.doubled,
    acknowledged: { median: latency.p50, slowest: latency.max },
    inTables: { median: lags[Math.floor(lags.length / 2)] ?? 0, slowest: lags.at(-1) ?? 0 },
    objects: objectsOf(workspace, events),
  };
}

/** Every object that an event of the workspace named, once no event waits. */
export const changedObjects = async (
  api: JsonServer,
  workspace: DemoWorkspace,
): Promise<Followed['objects']> => objectsOf(workspace, await settledEvents(api, workspace));

async function settledEvents(api: JsonServer, { id, name }: DemoWorkspace): Promise<ReceivedEvent[]> {
  type Page = { events: ReceivedEvent[]; next_cursor: string | null };
  const path = `/api/v1/workspaces/${id}/webhook-events`;
  for (const deadline = Date.now() + patienceMs; ; await sleep(pollMs)) {
    const { events: waiting } = await api.get<Page>(`${path}?state=stored&limit=1`);
    if (waiting.length === 0) break;
    if (Date.now() > deadline) throw new Error(`${name}: events still wait after ${patienceMs / 1_000} s`);
  }
  const events: ReceivedEvent[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await api.get<Page>(`${path}?limit=100${cursor && `&cursor=${cursor}`}`);
    events.push(...page.events);
    cursor = page.next_cursor;
  }
  const aside = events.find(({ state }) => state === 'quarantined');
  if (aside !== undefined) throw new Error(`${name}: event ${aside.id} (${aside.type}) could not be applied`);
  return events;
}

function objectsOf(
  { provider }: DemoWorkspace,
  events: readonly ReceivedEvent[],
): { table: EntityType; id: string }[] {
  const found = new Map(events.map(({ object_id, type }) => [object_id, entityOfEvent[provider].get(type)!]));
  return [...found].map(([id, table]) => ({ table, id }));
}

type Told = readonly (readonly [readonly string[], EntityType])[];

const byType = (told: Told): ReadonlyMap<string, EntityType> =>
  new Map(told.flatMap(([types, entity]) => types.map((type) => [type, entity] as const)));

/** The entity that an event is about, by its type. */
const entityOfEvent: Readonly<Record<DemoWorkspace['provider'], ReadonlyMap<string, EntityType>>> = {
  stripe: byType(
    Object.values(stripeEntities).map((entity) => [ownEventTypesOf(entity), entity.mapping.entityType]),
  ),
  chargebee: byType(
    Object.values(chargebeeEntities).map(({ events, mapping }) => [events, mapping.entityType]),
  ),
};

/** The ids of objects that differ between the copy and the provider in any field. */
export async function differing(
  api: JsonServer,
  simulator: JsonServer,
  workspace: DemoWorkspace,
  objects: Followed['objects'],
): Promise<string[]> {
  const different: string[] = [];
  for (const { table, id } of objects) {
    const [original, copy] = await Promise.all([
      simulator.find(ofAccount(workspace, `${nameOf(workspace, table)}/${encodeURIComponent(id)}`)),
      api.find<{ provider_data: unknown }>(
        `/api/v1/workspaces/${workspace.id}/${table}/${encodeURIComponent(id)}?provider=${workspace.provider}`,
      ),
    ]);
    if (!isDeepStrictEqual(copy?.provider_data, original)) different.push(id);
  }
  return different;
}
