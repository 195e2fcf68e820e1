import { setImmediate as turn } from 'node:timers/promises';
import type { ConnectionRow, OverviewLook, OverviewRow } from '../../db/analytics/connections-overview.ts';
import { connectionKey } from '../../domain/connection.ts';
import {
  connectionState,
  connectionStates,
  type ConnectionFacts,
  type JudgedConnection,
} from '../../domain/status/connection-state.ts';
import type { ServiceDeps } from '../deps.ts';
import { configFacts, intervalOf } from './connection-facts.ts';

export interface OverviewEntry extends JudgedConnection {
  readonly key: string;
  readonly row: OverviewRow;
  readonly facts: ConnectionFacts;
}

/** Connections that are judged before other requests have their turn. */
const atOnce = 500;
/** A database that was put back to an earlier time has positions of its own. */
const readAllEveryMs = 300_000;

/**
 * All connections as they were judged last. A look reads what was written since the one before: all 10,000 take the API a
 * third of a second, and what changes between two looks some milliseconds.
 */
export class JudgedConnections {
  readonly #db: Pick<ServiceDeps['db'], 'asSystem'>;
  /** By key, in the order of keys. */
  #entries = new Map<string, OverviewEntry>();
  #position: string | null = null;
  #readAllAt = -Infinity;
  /** How many the last look has counted. */
  #counted = { connections: 0, schedules: 0 };

  constructor(db: Pick<ServiceDeps['db'], 'asSystem'>) {
    this.#db = db;
  }

  /** The worst first, then by key. One call at a time. */
  async judgeAll(now: number): Promise<readonly OverviewEntry[]> {
    const all = now - this.#readAllAt > readAllEveryMs;
    await this.#apply(await this.#look(all ? null : this.#position), all, now);
    // A row that is gone is in no look.
    if (!this.#isWhole) await this.#apply(await this.#look(null), true, now);
    const byState = Map.groupBy(this.#entries.values(), ({ state }) => state);
    return connectionStates.flatMap((state) => byState.get(state) ?? []);
  }

  get #isWhole(): boolean {
    const { connections, schedules } = this.#counted;
    let scheduled = 0;
    for (const { row } of this.#entries.values()) if (row.schedule !== null) scheduled += 1;
    return this.#entries.size === connections && scheduled === schedules;
  }

  #look(since: string | null): Promise<OverviewLook> {
    return this.#db.asSystem('read the overview', (system) => system.connectionsOverview.look(since));
  }

  async #apply(look: OverviewLook, isAll: boolean, now: number): Promise<void> {
    const written = new Map(look.rows.map((row) => [connectionKey(row), row]));
    const known = isAll ? [] : [...this.#entries.keys()];
    const added = [...written.keys()].filter((key) => isAll || !this.#entries.has(key));
    const keys = added.length === 0 ? known : [...known, ...added].toSorted();
    const entries = new Map<string, OverviewEntry>();
    for (const [index, key] of keys.entries()) {
      if (index % atOnce === 0) await turn();
      entries.set(key, judgeAnew(key, this.#entries.get(key), written.get(key), look, now));
    }
    this.#entries = entries;
    this.#position = look.position;
    this.#counted = { connections: look.connections, schedules: look.schedules };
    if (isAll) this.#readAllAt = now;
  }
}

/** What nothing has happened to is only judged by the time. */
function judgeAnew(
  key: string,
  before: OverviewEntry | undefined,
  written: ConnectionRow | undefined,
  look: OverviewLook,
  now: number,
): OverviewEntry {
  const waitingSince = look.waiting.get(key) ?? null;
  const active = look.active.get(key) ?? null;
  if (before === undefined || written !== undefined || !isSame(before.row, waitingSince, active))
    return judge({ ...(written ?? before!.row), waitingSince, active }, now);
  const { state, reasons } = connectionState(before.facts, now);
  const stays = state === before.state && reasons.join() === before.reasons.join();
  return stays ? before : { ...before, state, reasons };
}

const isSame = (
  row: OverviewRow,
  waitingSince: OverviewRow['waitingSince'],
  active: OverviewRow['active'],
): boolean =>
  row.waitingSince?.getTime() === waitingSince?.getTime() &&
  row.active?.type === active?.type &&
  row.active?.waits === active?.waits &&
  row.active?.since === active?.since;

export function judge(row: OverviewRow, now: number): OverviewEntry {
  const facts: ConnectionFacts = {
    ...configFacts(row),
    active: row.active && { type: row.active.type, waits: row.active.waits, since: row.active.since },
    schedule: row.schedule && {
      intervalMs: intervalOf(row.schedule),
      // Temporal knows it, and ten thousand questions to it would take minutes.
      nextAt: null,
      paused: row.schedule.paused,
    },
    waitingSince: row.waitingSince?.getTime() ?? null,
  };
  return { key: connectionKey(row), row, facts, ...connectionState(facts, now) };
}
