import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import type { Connection } from '../../domain/connection.ts';
import { workspaceId } from '../../domain/ids.ts';
import { InboxWatch, type WatchedInbox } from './inbox-watch.ts';

const inboxes = [1, 2, 3].map(
  () => ({ workspaceId: workspaceId(randomUUID()), provider: 'stripe' }) as const,
);
const long = 60_000;
const { signal } = new AbortController();

/** The database's answer for each inbox, and the questions it got. */
let versions: Map<string, string>;
let asked: Connection[][];
let away: boolean;
let watch: InboxWatch;

const db = {
  asSystem: async (_: string, work: (system: unknown) => Promise<unknown>) =>
    await work({
      watchedInboxes: {
        versions: (keys: Connection[]) => {
          asked.push(keys);
          if (away) return Promise.reject(new Error('away'));
          return Promise.resolve(
            keys.map((key) => ({ ...key, version: versions.get(key.workspaceId) ?? null })),
          );
        },
      },
    }),
} as unknown as Pick<Database, 'asSystem'>;

beforeEach(() => {
  versions = new Map();
  asked = [];
  away = false;
  watch = new InboxWatch(db);
});

/** Waits as a drain does: it knows the inbox's version from before it looked. */
async function known(watched: WatchedInbox): Promise<void> {
  await watched.changed(undefined, long, signal);
}

describe('an inbox that is watched', () => {
  it('wakes the drains that wait for it when it has changed, and no others', async () => {
    let others = 0;
    await watch.watching(inboxes[1]!, async (other) => {
      await known(other);
      const ended = new AbortController();
      const waiting = other.changed(other.version, long, ended.signal).then(
        () => (others += 1),
        () => {},
      );
      await watch.watching(inboxes[0]!, async (watched) => {
        await known(watched);
        versions.set(inboxes[0]!.workspaceId, '2026-01-01 00:00:00.000001+00');
        await watched.changed(watched.version, long, signal);
      });
      ended.abort();
      await waiting;
    });
    expect(others).toBe(0);
  });

  it('wakes also for events stored after the drain looked and before it waited', async () => {
    await watch.watching(inboxes[0]!, async (watched) => {
      await known(watched);
      const { version } = watched;
      versions.set(inboxes[0]!.workspaceId, 'changed');
      await watch.watching(inboxes[1]!, known); // reads the version of both, if both are watched
      await watched.changed(version, long, signal);
      expect(watched.version).toBe('changed');
    });
  });

  it('is waited for as long as asked, and left at once on an abort', async () => {
    await watch.watching(inboxes[0]!, async (watched) => {
      await known(watched);
      await watched.changed(watched.version, 30, signal);
      const ended = new AbortController();
      const waiting = watched.changed(watched.version, long, ended.signal);
      ended.abort(new Error('end'));
      await expect(waiting).rejects.toThrow('end');
      await expect(watched.changed(watched.version, long, ended.signal)).rejects.toThrow('end');
    });
  });
});

describe('the watch', () => {
  it('reads all inboxes that drains wait for with one statement, and no others', async () => {
    await Promise.all(inboxes.map((inbox) => watch.watching(inbox, known)));
    expect(asked).toEqual([inboxes]);
    await sleep(150);
    expect(asked).toHaveLength(1);
  });

  it('wakes every drain each time it cannot read, and reads again', async () => {
    away = true;
    await Promise.all(
      inboxes.map((inbox) =>
        watch.watching(inbox, async (watched) => {
          for (let round = 0; round < 2; round += 1) await watched.changed(watched.version, long, signal);
        }),
      ),
    );
    away = false;
    versions.set(inboxes[0]!.workspaceId, 'changed');
    await watch.watching(inboxes[0]!, async (watched) => {
      await watched.changed(watched.version, long, signal);
      expect(watched.version).toBe('changed');
    });
  });
});
