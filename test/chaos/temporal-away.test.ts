import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { countOf, received, untilSettled } from '../support/inbox.ts';
import { isRunning } from '../support/programs/is-running.ts';
import { afterRequests } from '../support/requests-of.ts';
import { startStoppableTemporal, type StoppableTemporal } from '../support/stoppable/temporal.ts';
import { mutateSteadily } from '../../simulator/core/mutate/mutate.ts';

/** For a long run by hand: `CHAOS_OUTAGE_SECONDS=180`. */
const outageMs = Number(process.env['CHAOS_OUTAGE_SECONDS'] ?? 15) * 1_000;
const webhooksPerSecond = 50;

let temporal: StoppableTemporal;
let deployment: Deployment;
beforeAll(async () => {
  temporal = await startStoppableTemporal();
  deployment = await startDeployment({ temporal });
});
afterAll(async () => {
  await deployment?.stop();
  await temporal?.stop();
});

test(
  'while Temporal is away every webhook is taken in and starts say 503; when it is back all goes on by itself',
  async () => {
    const { service, api } = deployment;
    const size = { customers: 200, products: 20, prices: 40, subscriptions: 100 };
    const [worker, told, listed] = await Promise.all([
      deployment.startWorker(),
      deployment.connect(size),
      deployment.connect({ ...size, seed: 2, latency: { fixedMs: 1_000 } }),
    ]);
    const before = await deployment.startSync(told.workspaceId, 'initial');
    expect((await service.ended(told.workspaceId, before)).status).toBe('completed');
    // A second a page and few objects on each, so that the sync takes longer than stopping Temporal.
    const full = await deployment.startSync(listed.workspaceId, 'initial', { batch_size: 2 });
    await afterRequests(listed.account, 10);

    const changes = mutateSteadily(told.account, { perSecond: webhooksPerSecond });
    await sleep(2_000);
    await temporal.goAway();
    const refused = deployment.call('POST', `/api/v1/workspaces/${told.workspaceId}/sync/stripe/initial`);
    await sleep(outageMs);
    const { status, headers, body } = await refused;
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'temporal_unavailable' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await service.session(listed.workspaceId, full)).status).toBe('running');
    await temporal.comeBack();
    await sleep(2_000);
    changes.stop();

    const { byStatus } = await told.account.deliveries.settled();
    expect(Object.keys(byStatus)).toEqual(['200']);
    expect(byStatus['200']).toBeGreaterThan((outageMs / 1_000) * webhooksPerSecond);
    await untilSettled(service, [told]);
    const states = await received(service, told);
    expect(states.size).toBe(byStatus['200']);
    expect(countOf(states, 'quarantined')).toBe(0);
    await expectCopyEqualsAccount(service, told);

    listed.account.latency = {};
    expect((await service.ended(listed.workspaceId, full)).status).toBe('completed');
    await expectCopyEqualsAccount(service, listed);
    expect([api, worker].map(({ pid }) => isRunning(pid))).toEqual([true, true]);
  },
  180_000 + outageMs,
);
