import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../api/cursor.ts';
import { connectionStates, type ConnectionState } from '../../domain/status/connection-state.ts';
import type { OverviewEntry } from '../../services/status/judged-connections.ts';
import { isBehind, positionOf, type OverviewPage } from '../../services/status/overview.ts';
import { pathWith } from '../components/pager.ts';
import type { Visit } from '../visits/visit.ts';

/** What the address of the overview says. */
export interface OverviewQuery {
  readonly search: string;
  readonly states: readonly ConnectionState[];
  /** The code of the error with which last syncs failed. */
  readonly cause: string;
  readonly after: string | undefined;
}

const isState = (text: string): text is ConnectionState =>
  (connectionStates as readonly string[]).includes(text);

/** What is no state is left out: an address that was typed shows something all the same. */
export function overviewQuery({ c }: Pick<Visit, 'c'>): OverviewQuery {
  const { search = '', cause = '', after } = c.req.query();
  const states = (c.req.queries('state') ?? []).filter(isState);
  return {
    search: search.trim().slice(0, 100),
    states: [...new Set(states)],
    cause: cause.slice(0, 100),
    after,
  };
}

export const overviewPath = ({ search, states, cause, after }: Partial<OverviewQuery>, path = '/'): string =>
  pathWith(path, { search, state: states, cause, after });

const position = z.tuple([z.int(), z.string()]);
const pageSize = 50;

export interface Shown {
  readonly entries: readonly OverviewEntry[];
  /** Of all that the filter finds. */
  readonly total: number;
  readonly next: string | null;
}

type Filter = Pick<OverviewQuery, 'states' | 'cause'>;

/** All entries that the filter finds, of all that the search finds. */
export const foundBy = ({ entries }: OverviewPage, { states, cause }: Filter): OverviewEntry[] =>
  entries.filter(
    ({ state, facts }) =>
      (states.length === 0 || states.includes(state)) &&
      (cause === '' || (facts.last?.outcome === 'failed' && facts.last.problem?.code === cause)),
  );

/** A page of them. */
export function shownOf(page: OverviewPage, query: OverviewQuery): Shown {
  const { after } = query;
  const found = foundBy(page, query);
  const behind = decodeCursor(overviewPath({}), after, position);
  const rest = behind === undefined ? found : found.filter((entry) => isBehind(entry, behind));
  const entries = rest.slice(0, pageSize);
  const last = entries.at(-1);
  const more = rest.length > pageSize && last !== undefined;
  return {
    entries,
    total: found.length,
    next: more ? encodeCursor(overviewPath({}), positionOf(last)) : null,
  };
}
