import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import type { TimelineEntry, TimelineKind } from './timeline-entry.ts';
import {
  beginning,
  timelineSources,
  type Placed,
  type TimelinePosition,
  type TimelineSource,
} from './timeline-sources.ts';

export interface TimelineRequest {
  readonly limit: number;
  /** All if undefined. */
  readonly kinds?: readonly TimelineKind[] | undefined;
  readonly after?: TimelinePosition | undefined;
}

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** Null on the last page. */
  readonly next: TimelinePosition | null;
}

/** What happened to a workspace's connections and settings, newest first: each source goes on behind what was shown of it. */
export async function readTimeline(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { limit, kinds, after = beginning }: TimelineRequest,
): Promise<TimelinePage> {
  const sources = timelineSources.filter(({ kind }) => kinds?.includes(kind) ?? true);
  const read = async (some: readonly TimelineSource[]): Promise<Placed[][]> =>
    await db.inWorkspace(workspaceId, async (ws) => {
      const lists: Placed[][] = [];
      for (const source of some) lists.push(await source.read(ws, after, limit + 1));
      return lists;
    });
  // Side by side: a workspace's page waits for nothing longer.
  const half = Math.ceil(sources.length / 2);
  const found = (await Promise.all([read(sources.slice(0, half)), read(sources.slice(half))])).flat();
  const shown: Placed[] = [];
  while (shown.length < limit) {
    const newest = newestHead(found);
    if (newest === undefined) break;
    shown.push(newest.shift()!);
  }
  const position = shown.reduce<TimelinePosition>((all, { behind }) => ({ ...all, ...behind }), after);
  return {
    entries: shown.map(({ entry }) => entry),
    next: found.some((list) => list.length > 0) ? position : null,
  };
}

/** Each list stays in its own order, whatever its rows' times: its position is one row's. */
const newestHead = (lists: readonly Placed[][]): Placed[] | undefined =>
  lists
    .filter((list) => list.length > 0)
    .reduce<Placed[] | undefined>(
      (newest, list) => (newest === undefined || list[0]!.entry.at > newest[0]!.entry.at ? list : newest),
      undefined,
    );
