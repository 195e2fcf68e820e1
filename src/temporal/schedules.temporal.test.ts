import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hourly } from '../../test/support/seed.ts';
import { uniqueTaskQueue } from '../../test/support/temporal.ts';
import { scheduledSyncId } from '../contracts/scheduled-sync.ts';
import { workspaceId, type WorkspaceId } from '../domain/ids.ts';
import { describeSchedule, type SyncSchedule } from '../domain/sync-schedule.ts';
import { connectTemporal, type TemporalConnection } from './connect.ts';
import { openSchedules, type ScheduleGateway } from './schedules.ts';
import { ensureSearchAttributes } from './search-attributes.ts';
import { stripeOf } from '../../test/support/stripe-of.ts';

let temporal: TemporalConnection;
let schedules: ScheduleGateway;
let workspace: WorkspaceId;

beforeAll(async () => {
  const { address, namespace } = inject('temporal');
  temporal = connectTemporal({ address, namespace });
  await ensureSearchAttributes(temporal.connection, namespace);
  schedules = openSchedules({ client: temporal.client, taskQueue: uniqueTaskQueue() });
  workspace = workspaceId(randomUUID());
});
afterAll(async () => {
  for (const owner of await schedules.list()) await schedules.delete(stripeOf(owner.workspaceId));
  await temporal.connection.close();
});

const put = (schedule: Partial<SyncSchedule>) =>
  schedules.put(stripeOf(workspace), { ...hourly, everySeconds: null, ...schedule });
const describeIt = () => temporal.client.schedule.getHandle(scheduledSyncId(stripeOf(workspace))).describe();

describe('a schedule in Temporal', () => {
  it('skips runs that overlap, makes up for one hour, and has a note in words', async () => {
    expect(await put({ cron: '0 3 * * *', timeZone: 'Europe/Berlin', jitterSeconds: 0 })).toBeNull();
    expect(await describeIt()).toMatchObject({
      policies: { overlap: 'SKIP', catchupWindow: 3_600_000, pauseOnFailure: false },
      state: { paused: false, note: expect.stringContaining('cron 0 3 * * * (Europe/Berlin)') },
    });
    const runs = await schedules.nextRuns(stripeOf(workspace));
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
    expect(new Set(runs?.map((at) => time.format(at)))).toEqual(new Set(['03:00']));
  });

  it('is replaced as a whole, pause and note too', async () => {
    await put({ everySeconds: 3_600, paused: true });
    expect((await describeIt()).state).toMatchObject({
      paused: true,
      note: expect.stringContaining('Paused through the API'),
    });
    expect(await schedules.nextRuns(stripeOf(workspace))).toEqual([]);
    await put({ everySeconds: 7_200 });
    const [first, second] = (await schedules.nextRuns(stripeOf(workspace))) ?? [];
    expect(second!.getTime() - first!.getTime()).toBe(7_200_000);
  });

  it("has its own time in the interval, taken from the workspace's id", async () => {
    const runs = async (end: string) => {
      const other = workspaceId(`${workspace.slice(0, -8)}${end}`);
      await schedules.put(stripeOf(other), hourly);
      return (await schedules.nextRuns(stripeOf(other)))!.map((at) => (at.getTime() / 1000) % 3_600);
    };
    expect(new Set(await runs('00000007'))).toEqual(new Set([7]));
    expect(new Set(await runs('00000b00'))).toEqual(new Set([0xb00]));
  });

  it.each([
    ['0 25 * * *', 'UTC', 'cron', 'Hour'],
    ['61 * * * *', 'UTC', 'cron', 'Minute'],
    ['0 3 * foo *', 'UTC', 'cron', 'Month'],
    ['*/0 * * * *', 'UTC', 'cron', 'Step'],
    ['0 3 * * *', 'europe/berlin', 'timeZone', 'time zone'],
  ])('is refused with the reason, and left as it was: %s %s', async (cron, timeZone, field, reason) => {
    await put({ everySeconds: 3_600 });
    const refusal = { field, message: expect.stringContaining(reason) };
    expect(await put({ cron, timeZone })).toEqual(refusal);
    expect((await describeIt()).state.note).toBe(describeSchedule(hourly));
    expect(await schedules.put(stripeOf(workspaceId(randomUUID())), { ...hourly, cron, timeZone })).toEqual(
      refusal,
    );
  });

  it('is listed with its note, by its own deployment only', async () => {
    await put({ everySeconds: 3_600 });
    const own = { workspaceId: workspace, provider: 'stripe', note: describeSchedule(hourly) };
    await expect.poll(() => schedules.list(), { timeout: 10_000 }).toContainEqual(own);
    const others = openSchedules({ client: temporal.client, taskQueue: uniqueTaskQueue() });
    expect(await others.list()).toEqual([]);
  });

  it('is deleted, again without harm', async () => {
    await put({ everySeconds: 3_600 });
    await schedules.delete(stripeOf(workspace));
    expect(await schedules.nextRuns(stripeOf(workspace))).toBeNull();
    await schedules.delete(stripeOf(workspace));
  });
});

it('reports within seconds that Temporal is away', async () => {
  const { connection, client } = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' });
  const unreachable = openSchedules({ client, taskQueue: 'any' });
  const away = { code: 'temporal_unavailable' };
  const calls = [
    unreachable.put(stripeOf(workspace), hourly),
    unreachable.delete(stripeOf(workspace)),
    unreachable.nextRuns(stripeOf(workspace)),
    unreachable.list(),
  ];
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(away)));
  await connection.close();
});
