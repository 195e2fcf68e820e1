import { describe, expect } from 'vitest';
import { emptyWorkspace, hourly } from '../../../test/support/seed.ts';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';
import type { StoredSchedule } from './sync-schedules.ts';
import type { Connection } from '../../domain/connection.ts';

describe("a workspace's schedule", () => {
  it('is replaced as a whole, except for its last run', async ({ inWorkspace }) => {
    const run = { outcome: 'skipped', reason: 'session_busy' } as const;
    const first = await inWorkspace(async ({ schedules }) => {
      await schedules.put('stripe', hourly);
      await schedules.recordRun('stripe', run);
      return await schedules.get('stripe');
    });
    expect(first).toMatchObject({ ...hourly, lastOutcome: 'skipped', lastReason: 'session_busy' });
    const nightly = { ...hourly, cron: '0 3 * * *', everySeconds: null, paused: true };
    const second = await inWorkspace(({ schedules }) => schedules.put('stripe', nightly));
    expect(second).toEqual({ ...first, ...nightly, updatedAt: expect.any(Date) });
  });

  it.for([
    ['neither cron nor interval', { everySeconds: null }],
    ['both', { cron: '0 3 * * *' }],
    ['an interval under a minute', { everySeconds: 59 }],
    ['negative jitter', { jitterSeconds: -1 }],
  ] as const)('is refused with %s', async ([, change], { inWorkspace }) => {
    const put = inWorkspace(({ schedules }) => schedules.put('stripe', { ...hourly, ...change }));
    await expect(put).rejects.toMatchObject({ code: 'database_refused' });
  });

  it('is deleted once, and nothing is recorded of it afterwards', async ({ inWorkspace }) => {
    await inWorkspace(async ({ schedules }) => {
      await schedules.put('stripe', hourly);
      expect(await schedules.delete('stripe')).toBe(true);
      expect(await schedules.delete('stripe')).toBe(false);
      await schedules.recordRun('stripe', { outcome: 'started' });
      expect(await schedules.get('stripe')).toBeUndefined();
      await schedules.put('stripe', hourly);
      expect(await schedules.deleteAll()).toEqual(['stripe']);
    });
  });
});

it('all schedules are found page by page, each once', async ({ db }) => {
  const workspaces = await Promise.all([1, 2, 3, 4, 5].map(() => emptyWorkspace(db)));
  for (const workspace of workspaces)
    await db.inWorkspace(workspace, ({ schedules }) => schedules.put('stripe', hourly));
  const found: string[] = [];
  let after: Connection | undefined;
  let page: StoredSchedule[];
  do {
    page = await db.asSystem('repair schedules', ({ schedules }) => schedules.list({ limit: 2, after }));
    found.push(...page.map(({ workspaceId }) => workspaceId));
    after = page.at(-1);
  } while (page.length > 0);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toEqual(expect.arrayContaining(workspaces));
});
