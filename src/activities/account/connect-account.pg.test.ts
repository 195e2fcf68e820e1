import { expect } from 'vitest';
import { connectAccount } from '../../../test/support/connect-account.ts';
import { simulatedTest } from '../../../test/support/activities/simulated-test.ts';
import type { Database } from '../../db/database.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { withAccount, type ConnectedAccount } from './connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const allowance = { total: 1_000, endpoint: 1_000 };
const unforeseen = new SyncError('internal', 'something unforeseen');

const it = simulatedTest
  /** A simulated account, connected to the workspace. */
  .extend('account', { auto: true }, async ({ simulator, deps, workspace }) => {
    const apiKey = `sk_test_${workspace.replaceAll('-', '')}`;
    const account = simulator.createAccount({ keys: [apiKey], limits: 'off', customers: 3 });
    await connectAccount(deps, workspace, { id: account.id, apiKey });
    return account;
  })
  .extend(
    'asked',
    ({ account }) =>
      () =>
        account.requests.list().length,
  )
  .extend(
    'used',
    ({ inWorkspace }) =>
      async () =>
        (await inWorkspace(({ reads }) => reads.meter('stripe'))).used,
  )
  .extend(
    'run',
    ({ environment, deps, workspace }) =>
      <T>(work: (connected: ConnectedAccount) => Promise<T>, having = deps): Promise<T> =>
        environment.run(() =>
          withAccount(having, { workspaceId: workspace, provider: 'stripe' }, allowance, work),
        ),
  );

it('every request is counted once, also those that were refused and sent again', async ({
  account,
  asked,
  used,
  run,
}) => {
  account.faults.add({ path: '^/v1/', action: { kind: 'status', status: 500 }, times: 1 });
  account.faults.add({ path: '^/v1/', action: { kind: 'lock_timeout' }, times: 1 });
  await run(async ({ account: stripe }) => {
    await stripe.identify();
    await stripe.identify();
  });
  expect(asked()).toBe(4);
  expect(await used()).toBe(4);
});

it('work that sends no request leaves no trace', async ({ used, run }) => {
  expect(await run(async () => 'done')).toBe('done');
  expect(await used()).toBe(0);
});

it('requests before a failure are counted, and the caller gets the failure', async ({ used, run }) => {
  const failed = run(async ({ account: stripe }) => {
    await stripe.identify();
    throw unforeseen;
  });
  await expect(failed).rejects.toBe(unforeseen);
  expect(await used()).toBe(1);
});

it('requests before a cancellation are counted', async ({ environment, asked, used, run }) => {
  const cancelled = run(async ({ account: stripe }) => {
    await stripe.identify();
    environment.cancel();
    await stripe.identify();
  });
  await expect(cancelled).rejects.toMatchObject({ name: 'CancelledFailure' });
  expect(asked()).toBe(1);
  expect(await used()).toBe(1);
});

it('no request is sent after the work has ended, since it would not be counted', async ({
  asked,
  used,
  run,
}) => {
  let left: Promise<unknown> = Promise.resolve();
  await run(async ({ account: stripe }) => {
    await stripe.identify();
    left = (async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await stripe.identify();
    })();
    left.catch(() => {});
  });
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked()).toBe(1);
  expect(await used()).toBe(1);
});

it('a meter that cannot be written does not change the outcome of the work', async ({
  db,
  deps,
  account,
  run,
}) => {
  let calls = 0;
  const inWorkspace: Database['inWorkspace'] = (workspace, work) =>
    ++calls === 1
      ? db.inWorkspace(workspace, work)
      : Promise.reject(new SyncError('database_unavailable', 'away'));
  const having = (): ActivityDependencies => {
    calls = 0;
    return { ...deps, db: { ...db, inWorkspace } };
  };
  const identify = ({ account: stripe }: ConnectedAccount) => stripe.identify();
  await expect(run(identify, having())).resolves.toMatchObject({ accountId: account.id });
  const failed = run(async (connected) => {
    await identify(connected);
    throw unforeseen;
  }, having());
  await expect(failed).rejects.toBe(unforeseen);
});

it('the pace is known while the account is asked, beside what its provider allows, and no longer', async ({
  deps,
  workspace,
  run,
}) => {
  const paces = () => deps.paces.accounts();
  await run(async () =>
    expect(paces()).toEqual([{ workspaceId: workspace, provider: 'stripe', granted: 1_000, limit: 25 }]),
  );
  await expect(run(() => Promise.reject(unforeseen))).rejects.toBe(unforeseen);
  expect(paces()).toEqual([]);
});
