import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { beginSync } from '../../../test/support/begin-sync.ts';
import { FakeGateway } from '../../../test/support/fakes/fake-gateway.ts';
import { connect } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { Busy, SessionRequest, SessionStarted } from '../../contracts/sessions.ts';
import { sessionId } from '../../domain/ids.ts';
import { requestStart } from './request-start.ts';

/** A workflow that holds the lock of `active` for so many more starts. */
class ClosingGateway extends FakeGateway {
  readonly active = sessionId(randomUUID());
  refusals = 3;

  override async startSession(request: SessionRequest): Promise<SessionStarted | Busy> {
    if (this.refusals-- > 0) return { busy: this.active };
    return await super.startSession(request);
  }
}

const it = workspaceTest
  .extend('gateway', ({ db }) => new ClosingGateway(db))
  .extend('request', ({ workspace }): SessionRequest => ({
    workspaceId: workspace,
    provider: 'stripe',
    sessionId: sessionId(randomUUID()),
    sessionType: 'initial_sync',
    entityTypes: ['customers'],
    batchSize: 100,
    maxConcurrentWorkers: 3,
    whenBusy: 'refuse',
  }));

it('waits for the workflow of a session whose row has ended', async ({
  db,
  inWorkspace,
  gateway,
  request,
}) => {
  await inWorkspace((ws) => connect(ws));
  await inWorkspace((ws) => beginSync(ws, ['customers'], gateway.active));
  await inWorkspace((ws) => ws.sessions.transition(gateway.active, 'completed'));
  expect(await requestStart({ db, gateway }, request)).toMatchObject({ sessionId: request.sessionId });
});

it('is refused at once by a session that runs', async ({ db, inWorkspace, gateway, request }) => {
  await inWorkspace((ws) => connect(ws));
  await inWorkspace((ws) => beginSync(ws, ['customers'], gateway.active));
  expect(await requestStart({ db, gateway }, request)).toEqual({ busy: gateway.active });
  expect(gateway.refusals).toBe(2);
});
