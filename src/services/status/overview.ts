import type { OverviewRow } from '../../db/analytics/connections-overview.ts';
import { connectionSentence } from '../../domain/status/connection-sentence.ts';
import {
  connectionState,
  connectionStates,
  type ConnectionFacts,
  type ConnectionState,
  type JudgedConnection,
} from '../../domain/status/connection-state.ts';
import type { ServiceDeps } from '../deps.ts';
import { configFacts, intervalOf } from './connection-facts.ts';

export interface OverviewEntry extends JudgedConnection {
  readonly row: OverviewRow;
  readonly facts: ConnectionFacts;
}

/** The connections whose last sync failed for one cause. */
export interface ErrorGroup {
  readonly code: string;
  /** Of one of them. */
  readonly message: string;
  readonly connections: number;
}

export interface OverviewFilter {
  readonly states?: readonly ConnectionState[] | undefined;
  /** A part of the workspace's name, or the beginning of its id. */
  readonly search?: string | undefined;
}

export interface OverviewPage {
  /** The worst first, then by workspace. */
  readonly entries: readonly OverviewEntry[];
  /** Of all that the search finds, whatever their state. */
  readonly counts: Readonly<Record<ConnectionState, number>>;
  readonly errors: readonly ErrorGroup[];
  /** When it was read, in milliseconds since 1970. */
  readonly asOf: number;
}

interface Look {
  readonly at: number;
  readonly entries: Promise<OverviewEntry[]>;
}

/** How long all who look share what was read. */
const sharedMs = 2_000;

/** All connections by their state, for the platform. Everybody who asks within two seconds shares one look. */
export class Overview {
  readonly #db: ServiceDeps['db'];
  #look: Look | undefined;

  constructor(db: ServiceDeps['db']) {
    this.#db = db;
  }

  async read({ states, search = '' }: OverviewFilter): Promise<OverviewPage> {
    const { at, entries } = this.#shared();
    const found = (await entries).filter(({ row }) => matches(row, search.trim().toLowerCase()));
    return {
      entries: states === undefined ? found : found.filter(({ state }) => states.includes(state)),
      counts: countByState(found),
      errors: groupErrors(found),
      asOf: at,
    };
  }

  #shared(): Look {
    const now = Date.now();
    if (this.#look !== undefined && now - this.#look.at < sharedMs) return this.#look;
    const look = { at: now, entries: this.#judgeAll(now) };
    this.#look = look;
    look.entries.catch(() => {
      if (this.#look === look) this.#look = undefined;
    });
    return look;
  }

  async #judgeAll(now: number): Promise<OverviewEntry[]> {
    const rows = await this.#db.asSystem('read the overview', (system) => system.connectionsOverview.list());
    return rows.map((row) => judge(row, now)).toSorted(worstFirst);
  }
}

export const sentenceOf = ({ state, facts }: OverviewEntry): string => connectionSentence(state, facts);

function judge(row: OverviewRow, now: number): OverviewEntry {
  const facts: ConnectionFacts = {
    ...configFacts(row),
    active: row.active && { ...row.active, since: Date.parse(row.active.since) },
    schedule: row.schedule && {
      intervalMs: intervalOf(row.schedule),
      // Temporal knows it, and ten thousand questions to it would take minutes.
      nextAt: null,
      paused: row.schedule.paused,
    },
    waitingSince: row.waitingSince?.getTime() ?? null,
  };
  return { row, facts, ...connectionState(facts, now) };
}

const rank = Object.fromEntries(connectionStates.map((state, index) => [state, index])) as Record<
  ConnectionState,
  number
>;

const keyOf = ({ row }: OverviewEntry): string => `${row.workspaceId}:${row.provider}`;

const worstFirst = (one: OverviewEntry, other: OverviewEntry): number =>
  rank[one.state] - rank[other.state] || (keyOf(one) < keyOf(other) ? -1 : 1);

/** Where a page ends: the next one begins behind it, also if the state of its last connection has changed since. */
export const positionOf = (entry: OverviewEntry): [rank: number, key: string] => [
  rank[entry.state],
  keyOf(entry),
];

export const isBehind = (entry: OverviewEntry, [after, key]: readonly [number, string]): boolean =>
  rank[entry.state] > after || (rank[entry.state] === after && keyOf(entry) > key);

const matches = ({ workspaceId, workspaceName }: OverviewRow, search: string): boolean =>
  search === '' || workspaceName.toLowerCase().includes(search) || workspaceId.startsWith(search);

function countByState(entries: readonly OverviewEntry[]): Record<ConnectionState, number> {
  const counts = Object.fromEntries(connectionStates.map((state) => [state, 0])) as Record<
    ConnectionState,
    number
  >;
  for (const { state } of entries) counts[state]++;
  return counts;
}

function groupErrors(entries: readonly OverviewEntry[]): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>();
  for (const { facts } of entries) {
    if (facts.last?.outcome !== 'failed' || facts.last.problem === null) continue;
    const { code, message } = facts.last.problem;
    const known = groups.get(code);
    groups.set(code, {
      code,
      message: known?.message ?? message,
      connections: (known?.connections ?? 0) + 1,
    });
  }
  return [...groups.values()].toSorted((one, other) => other.connections - one.connections);
}
