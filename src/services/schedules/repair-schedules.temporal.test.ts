import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyWorkspace, hourly } from '../../../test/support/seed.ts';
import { startTestService, type TestService } from '../../../test/support/service.ts';
import { scheduledSyncId } from '../../contracts/scheduled-sync.ts';
import { workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { describeSchedule } from '../../domain/sync-schedule.ts';
import { repairSchedules } from './repair-schedules.ts';
import { createLog } from '../../telemetry/log.ts';
import { connectTemporal } from '../../temporal/connect.ts';
import { openSchedules, type ScheduleGateway } from '../../temporal/schedules.ts';
import { ensureSearchAttributes } from '../../temporal/search-attributes.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';

let service: TestService;
let schedules: ScheduleGateway;
let workspace: WorkspaceId;
/** The workspace whose schedules are right before each test. */
const owners: WorkspaceId[] = [];
const log = createLog({ level: 'silent', format: 'json', name: 'test' });
const note = describeSchedule(hourly);

beforeAll(async () => {
  service = await startTestService();
  const { taskQueue, namespace } = service.config.temporal;
  await ensureSearchAttributes(service.temporal.connection, namespace);
  schedules = openSchedules({ client: service.temporal.client, taskQueue });
});
beforeEach(async () => {
  workspace = await scheduled();
  await schedules.put(stripeOf(workspace), hourly);
  await listed((notes) => notes.size === owners.length && owners.every((owner) => notes.get(owner) === note));
});
afterAll(async () => {
  for (const owner of await schedules.list()) await schedules.delete(stripeOf(owner.workspaceId));
  await service.stop();
});

/** In the database; nowhere else. */
async function scheduled(): Promise<WorkspaceId> {
  const owner = await emptyWorkspace(service.db);
  await service.db.inWorkspace(owner, (ws) => ws.schedules.put('stripe', hourly));
  owners.push(owner);
  return owner;
}

const repair = () => repairSchedules({ db: service.db, schedules, log });
const handle = () => service.temporal.client.schedule.getHandle(scheduledSyncId(stripeOf(workspace)));

/** Temporal's list follows its schedules a moment later. */
async function listed(as: (notes: Map<string, string | undefined>) => boolean): Promise<void> {
  const notes = async () => new Map((await schedules.list()).map((one) => [one.workspaceId, one.note]));
  await expect.poll(async () => as(await notes()), { timeout: 20_000, interval: 100 }).toBe(true);
}

describe("repairing Temporal's schedules from the database", () => {
  it('leaves correct ones alone', async () => {
    expect(await repair()).toBe(0);
  });

  it('puts back one that was deleted there', async () => {
    await handle().delete();
    await listed((notes) => !notes.has(workspace));
    expect(await repair()).toBe(1);
    expect((await handle().describe()).state.note).toBe(note);
  });

  it('repairs one that was paused or changed there', async () => {
    await handle().pause('by hand');
    await listed((notes) => notes.get(workspace) === 'by hand');
    expect(await repair()).toBe(1);
    expect((await handle().describe()).state).toMatchObject({ paused: false, note });
  });

  it('deletes one that the database does not know', async () => {
    const orphan = workspaceId(randomUUID());
    await schedules.put(stripeOf(orphan), hourly);
    await listed((notes) => notes.has(orphan));
    expect(await repair()).toBe(1);
    expect(await schedules.nextRuns(stripeOf(orphan))).toBeNull();
    expect(await schedules.nextRuns(stripeOf(workspace))).not.toBeNull();
  });

  it('repairs the others if Temporal refuses one', async () => {
    const refused = { ...hourly, cron: '0 25 * * *', everySeconds: null };
    const other = await emptyWorkspace(service.db);
    await service.db.inWorkspace(other, (ws) => ws.schedules.put('stripe', refused));
    const last = await scheduled();
    expect(await repair()).toBe(1);
    expect(await schedules.nextRuns(stripeOf(last))).toHaveLength(10);
    await service.db.inWorkspace(other, (ws) => ws.schedules.delete('stripe'));
  });

  it('may be done by several at once', async () => {
    await handle().delete();
    await listed((notes) => !notes.has(workspace));
    await Promise.all([repair(), repair(), repair()]);
    expect((await handle().describe()).state.note).toBe(note);
  });

  it('does nothing while Temporal is away, and does no harm', async () => {
    const { connection, client } = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' });
    const unreachable = openSchedules({ client, taskQueue: 'any' });
    expect(await repairSchedules({ db: service.db, schedules: unreachable, log })).toBe(0);
    await connection.close();
  });
});

it('a worker repairs them when it starts', async () => {
  await handle().delete();
  await listed((notes) => !notes.has(workspace));
  await service.startWorker();
  await expect.poll(() => schedules.nextRuns(stripeOf(workspace)), { timeout: 20_000 }).not.toBeNull();
});
