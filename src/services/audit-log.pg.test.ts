import { Client } from 'pg';
import { expect } from 'vitest';
import type { TestApi } from '../../test/support/api.ts';
import { accountTest as it } from '../../test/support/api-test.ts';
import { customerObject } from '../../test/support/customer-test.ts';
import { connectSession, hourly, inboxEvent } from '../../test/support/seed.ts';
import { apiKeyId, type WorkspaceId } from '../domain/ids.ts';
import { customers } from '../providers/stripe/entities/catalog/customers.ts';
import { createApiKey } from './api-keys/create-api-key.ts';
import { revokeApiKey } from './api-keys/revoke-api-key.ts';
import type { Caller } from './caller.ts';
import { resolveConflict } from './conflicts/resolve-conflict.ts';
import { changeProvider } from './connections/change-provider.ts';
import { createConnectSession } from './connect-sessions/create-connect-session.ts';
import { endConnectSession } from './connect-sessions/end-connect-session.ts';
import { connectProvider } from './connections/connect-provider.ts';
import { disconnectProvider } from './connections/disconnect-provider.ts';
import { deleteSchedule } from './schedules/delete-schedule.ts';
import { setSchedule } from './schedules/set-schedule.ts';
import { replayEvent } from './webhook-events/replay-event.ts';
import { rotateEndpoint } from './webhook-endpoints/rotate-endpoint.ts';
import { changeLimits } from './workspaces/change-limits.ts';
import { createWorkspace } from './workspaces/create-workspace.ts';
import { deleteWorkspace } from './workspaces/delete-workspace.ts';

/** A caller that did not come by HTTP. */
const operator = { actor: 'command:operator', requestId: null, remoteAddress: null };
const provider = 'stripe';
const { createdBy: _, tokenHash: __, expiresAt: ___, ...wanted } = connectSession;
const wantedSession = { ...wanted, lastsSeconds: 60 };

/** Each use-case that changes what a workspace has, in an order in which all succeed, and the action that it writes. */
function useCases(api: TestApi, workspaceId: WorkspaceId, apiKey: string) {
  const { deps } = api;
  const caller: Caller = { ...operator, workspaceId };
  const credentials = { api_key: apiKey };
  const keyId = async () =>
    apiKeyId((await api.db.inWorkspace(workspaceId, (ws) => ws.apiKeys.list({ limit: 100 })))[0]!.id);
  const linkId = async () =>
    (await api.db.inWorkspace(workspaceId, (ws) => ws.connectSessions.list({ limit: 1 })))[0]!.id;
  return [
    ['workspace.created', () => createWorkspace(deps, operator, { name: `after ${workspaceId}` })],
    ['workspace.limits_changed', () => changeLimits(deps, caller, { requestsAtOnce: 5 })],
    ['api_key.created', () => createApiKey(deps, caller, { name: 'ci', role: 'viewer', expiresAt: null })],
    ['api_key.revoked', async () => revokeApiKey(deps, caller, { id: await keyId() })],
    ['connect_session.created', () => createConnectSession(deps, caller, wantedSession)],
    ['connect_session.ended', async () => endConnectSession(deps, caller, { id: await linkId() })],
    ['payment_provider.configured', () => connectProvider(deps, caller, { provider, credentials })],
    [
      'payment_provider.webhook_created',
      () => rotateEndpoint(deps, caller, { provider, oldSecrets: 'keep' }),
    ],
    [
      'payment_provider.changed',
      () => changeProvider(deps, caller, { provider, change: { readBudget: 1_000 } }),
    ],
    ['sync_schedule.set', () => setSchedule(deps, caller, { provider, schedule: hourly })],
    ['sync_schedule.deleted', () => deleteSchedule(deps, caller, { provider })],
    ['webhook_event.replayed', () => replayEvent(deps, caller, { id: 'evt_1' })],
    [
      'conflict.resolved',
      async () => {
        const { id, paymentSyncVersion: version } = (await conflicting(api, workspaceId))!;
        await resolveConflict(deps, caller, { entityType: 'customers', id, version, keep: 'local' });
      },
    ],
    ['payment_provider.disconnected', () => disconnectProvider(deps, caller, { provider })],
    ['workspace.deleted', () => deleteWorkspace(deps, caller)],
  ] as const satisfies readonly (readonly [string, () => Promise<unknown>])[];
}

const conflicting = (api: TestApi, workspaceId: WorkspaceId) =>
  api.db.inWorkspace(workspaceId, (ws) => ws.customers.getByExternalId(provider, 'cus_1'));

/** An event that was received, and a customer that was changed on both sides. */
async function seed(api: TestApi, workspaceId: WorkspaceId): Promise<void> {
  await api.db.inWorkspace(workspaceId, async (ws) => {
    await ws.inbox.store(provider, [inboxEvent('evt_1')]);
    const arrive = (name: string, from: number) =>
      ws.copies.upsertNewer(provider, customers.mapping, {
        json: JSON.stringify([customerObject({ name })]),
        path: [],
        snapshot: { from, to: from + 1 },
        source: 'list',
        sessionId: null,
        conflictPolicy: 'manual',
      });
    await arrive('Before', 1_000);
    const row = (await ws.customers.getByExternalId(provider, 'cus_1'))!;
    await ws.customers.update(row.id, row.paymentSyncVersion, { name: 'Here' });
    await arrive('There', 5_000);
  });
}

/** All that a use-case may change. */
const configuration = async (api: TestApi, workspaceId: WorkspaceId) => ({
  ...(await api.db.inWorkspace(workspaceId, async (ws) => ({
    record: await ws.record.get(),
    apiKeys: await ws.apiKeys.list({ limit: 100 }),
    connectSessions: await ws.connectSessions.list({ limit: 100 }),
    connections: await ws.paymentConfigs.list(),
    schedule: await ws.schedules.get(provider),
    events: await ws.inbox.list({ limit: 10 }),
    customers: await ws.customers.list({ limit: 10 }),
    log: await ws.auditLog.list({ limit: 100 }),
  }))),
  workspaces: await api.db.asSystem('list workspaces', (system) => system.workspaces.list({ limit: 100 })),
});

/** What is done in consequence, and logged after it. */
const followedBy: Readonly<Record<string, string>> = {
  'payment_provider.configured': 'payment_provider.webhook_created',
  'workspace.deleted': 'workspace.data_key_destroyed',
};

it('each change is made for a caller who did not come by HTTP, and says who it was', async ({
  api,
  workspace,
  apiKey,
}) => {
  await seed(api, workspace);
  for (const [action, change] of useCases(api, workspace, apiKey)) {
    await change();
    if (action === 'workspace.created') continue;
    const [entry] = await api.db.inWorkspace(workspace, (ws) => ws.auditLog.list({ limit: 1 }));
    expect(entry).toMatchObject({ ...operator, action: followedBy[action] ?? action });
  }
  const { workspaces } = await configuration(api, workspace);
  const made = workspaces.find(({ name }) => name === `after ${workspace}`)!;
  const log = await api.db.inWorkspace(made.id, (ws) => ws.auditLog.list({ limit: 10 }));
  expect(log).toMatchObject([{ ...operator, action: 'workspace.created', target: made.id }]);
});

it('a change is not made if the audit log cannot say so', async ({ api, workspace, apiKey }) => {
  await seed(api, workspace);
  const owner = new Client({ connectionString: api.databaseUrl });
  await owner.connect();
  try {
    for (const [action, change] of useCases(api, workspace, apiKey)) {
      const before = await configuration(api, workspace);
      await owner.query('alter table audit_log add constraint refuses check (false) not valid');
      const refusal: unknown = await change().then(
        () => undefined,
        (error: unknown) => error,
      );
      await owner.query('alter table audit_log drop constraint refuses');
      expect({ action, refusal }).toMatchObject({ action, refusal: { code: 'database_refused' } });
      expect({ action, ...(await configuration(api, workspace)) }).toEqual({ action, ...before });
      await change();
      expect({ action, ...(await configuration(api, workspace)) }).not.toEqual({ action, ...before });
    }
  } finally {
    await owner.query('alter table audit_log drop constraint if exists refuses');
    await owner.end();
  }
});
