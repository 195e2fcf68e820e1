import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { FakeSchedules } from '../../../test/support/fakes/fake-schedules.ts';
import { hourly } from '../../../test/support/seed.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';
import { openDatabase, type Database } from '../../db/database.ts';
import type { Connection } from '../../domain/connection.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { describeSchedule, type SyncSchedule } from '../../domain/sync-schedule.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { repairSchedule } from './repair-schedule.ts';
import { setSchedule } from './set-schedule.ts';

/** Takes some time for each call, before and after the change. */
class SlowSchedules extends FakeSchedules {
  override async put(connection: Connection, schedule: SyncSchedule) {
    await sleep(Math.random() * 8);
    const answer = await super.put(connection, schedule);
    await sleep(Math.random() * 8);
    return answer;
  }

  override async delete(connection: Connection) {
    await sleep(Math.random() * 8);
    await super.delete(connection);
    await sleep(Math.random() * 8);
  }
}

let api: TestApi;
/** It has one connection. */
let db: Database;
let workspace: WorkspaceId;

beforeAll(async () => {
  api = await startTestApi();
  db = openDatabase({ url: api.databaseUrl, maxConnections: 1, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await api.workspace();
  await api.connect(workspace);
});
afterAll(async () => {
  await db.close();
  await api.stop();
});

const caller = () => ({ workspaceId: workspace, actor: 'test', requestId: null, remoteAddress: null });
const provider = 'stripe';
const every = (everySeconds: number) => ({ ...hourly, everySeconds });

it('set, deleted and repaired by many at once, a schedule ends the same in Postgres and Temporal', async () => {
  const schedules = new SlowSchedules();
  const deps = { ...api.deps, schedules };
  for (let round = 0; round < 6; round += 1) {
    const changes = Array.from({ length: 12 }, (_, i) => {
      const at = sleep(Math.random() * 30);
      if (i % 4 === 1) return at.then(() => deleteSchedule(deps, caller(), { provider }));
      if (i % 4 === 2) return at.then(() => repairSchedule(deps, stripeOf(workspace)));
      return at.then(() => setSchedule(deps, caller(), { provider, schedule: every(60 + i) }));
    });
    await Promise.all(changes);
    const row = await api.db.inWorkspace(workspace, (ws) => ws.schedules.get(provider));
    expect(schedules.known.get(workspace)?.note).toBe(row && describeSchedule(row));
  }
});

it('a repair between the two halves of a change does not undo it', async () => {
  const schedules = new FakeSchedules();
  const deps = { ...api.deps, schedules };
  await setSchedule(deps, caller(), { provider, schedule: every(60) });
  const put = schedules.put.bind(schedules);
  schedules.put = async (connection, schedule) => {
    schedules.put = put;
    const answer = await put(connection, schedule);
    await repairSchedule(deps, stripeOf(workspace));
    return answer;
  };
  await setSchedule(deps, caller(), { provider, schedule: every(120) });
  expect(schedules.known.get(workspace)?.schedule.everySeconds).toBe(120);
});

it('no connection to Postgres waits for Temporal', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<null>();
  const schedules = new FakeSchedules();
  schedules.put = async () => {
    asked.resolve();
    return await answer.promise;
  };
  const setting = setSchedule({ ...api.deps, db, schedules }, caller(), { provider, schedule: hourly });
  await asked.promise;
  expect(await db.inWorkspace(workspace, (ws) => ws.schedules.get(provider))).toBeUndefined();
  answer.resolve(null);
  expect(await setting).toMatchObject({ outcome: 'set' });
});

it('a schedule that is set while its provider is switched off does not stay in Temporal', async () => {
  const schedules = new FakeSchedules();
  const put = schedules.put.bind(schedules);
  schedules.put = async (connection, schedule) => {
    const answer = await put(connection, schedule);
    await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.deactivateAll());
    await turn();
    return answer;
  };
  const setting = setSchedule({ ...api.deps, schedules }, caller(), { provider, schedule: hourly });
  await expect(setting).rejects.toMatchObject({ code: 'provider_not_configured' });
  expect(schedules.known.has(workspace)).toBe(false);
});
