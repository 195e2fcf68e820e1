import { connectionNews, connectionSentence } from '../../domain/status/connection-sentence.ts';
import { connectionStates, type ConnectionState } from '../../domain/status/connection-state.ts';
import type { ServiceDeps } from '../deps.ts';
import { JudgedConnections, type OverviewEntry } from './judged-connections.ts';

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
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  /** Of all connections. */
  readonly page: OverviewPage;
}

/** How long all who look share what was read. */
const sharedMs = 5_000;
/** From the beginning of one look to that of the next, while people look. */
const lookEveryMs = 1_400;
/** For so long after the last request the next look is taken without one. */
const watchedMs = 30_000;
/**
 * All connections by their state, for the platform. Everybody shares one look, and while people look the next is taken before
 * they ask.
 */
export class Overview {
  readonly #connections: JudgedConnections;
  #look: Look | undefined;
  #next: Promise<Look> | undefined;
  #askedAt = -Infinity;

  constructor(db: ServiceDeps['db']) {
    this.#connections = new JudgedConnections(db);
  }

  async read({ states, search = '' }: OverviewFilter): Promise<OverviewPage> {
    const now = Date.now();
    this.#askedAt = now;
    const isFresh = this.#look !== undefined && now - this.#look.at < sharedMs;
    const { page } = isFresh ? this.#look! : await this.#take();
    const text = search.trim().toLowerCase();
    const found = text === '' ? page : pageOf(page.entries.filter(matches(text)), page.asOf);
    if (states === undefined) return found;
    return { ...found, entries: found.entries.filter(({ state }) => states.includes(state)) };
  }

  #take(): Promise<Look> {
    this.#next ??= this.#judgeAll().finally(() => (this.#next = undefined));
    return this.#next;
  }

  async #judgeAll(): Promise<Look> {
    const at = Date.now();
    this.#look = { at, page: pageOf(await this.#connections.judgeAll(at), at) };
    const again = setTimeout(() => this.#takeNext(), Math.max(0, at + lookEveryMs - Date.now()));
    // No process lives on for it.
    again.unref();
    return this.#look;
  }

  /** If it fails, the next request sees for itself. */
  #takeNext(): void {
    if (Date.now() - this.#askedAt < watchedMs) this.#take().catch(() => {});
  }
}

const pageOf = (entries: readonly OverviewEntry[], asOf: number): OverviewPage => ({
  entries,
  counts: countByState(entries),
  errors: groupErrors(entries),
  asOf,
});

export const sentenceOf = ({ state, facts }: OverviewEntry): string => connectionSentence(state, facts);
export const newsOf = ({ state, facts }: OverviewEntry): string => connectionNews(state, facts);

const rank = Object.fromEntries(connectionStates.map((state, index) => [state, index])) as Record<
  ConnectionState,
  number
>;

/** Where a page ends: the next one begins behind it, also if the state of its last connection has changed since. */
export const positionOf = (entry: OverviewEntry): [rank: number, key: string] => [
  rank[entry.state],
  entry.key,
];

export const isBehind = (entry: OverviewEntry, [after, key]: readonly [number, string]): boolean =>
  rank[entry.state] > after || (rank[entry.state] === after && entry.key > key);

const matches =
  (search: string) =>
  ({ row }: OverviewEntry): boolean =>
    row.workspaceName.toLowerCase().includes(search) || row.workspaceId.startsWith(search);

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
