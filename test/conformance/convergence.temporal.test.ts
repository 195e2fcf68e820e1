import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream, seedOf } from '../../simulator/core/generate/seed.ts';
import { mutate } from '../../simulator/core/mutate/mutate.ts';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { providersUnderTest } from './providers-under-test.ts';
import {
  connectWorkspace,
  expectCopyEqualsAccount,
  type WorkspaceUnderTest,
} from './workspace-under-test.ts';

/** `CONVERGENCE_SEED=…` repeats the histories; how they interleave depends on the machine. */
const base = process.env['CONVERGENCE_SEED'] ?? String(Date.now());
const histories = Array.from({ length: 12 }, (_, i) => `${base}-${i}`);

let service: TestService;
beforeAll(async () => {
  const settings = Object.values(providersUnderTest).map(({ environment }) => environment);
  service = await startTestService({}, Object.assign({}, ...settings) as Record<string, string>);
  await service.startWorker();
});
afterAll(() => service.stop());

describe.each(Object.entries(providersUnderTest))('%s', (_, under) => {
  let provider: Provider;
  beforeAll(() => {
    provider = under.open(service.simulator);
  });

  const open = async (seed: string) => {
    const random = randomStream(seedOf(seed));
    const below = (n: number) => Math.floor(random() * n);
    const account = under.account(service.simulator, {
      customers: 2 + below(20),
      products: 2 + below(3),
      prices: 3 + below(6),
      subscriptions: 1 + below(10),
    });
    return { random, below, account, workspace: await connectWorkspace(service, under, provider, account) };
  };
  const sync = async (
    { connection }: WorkspaceUnderTest,
    sessionType: 'initial_sync' | 'incremental_sync',
  ) => {
    const session = await service.sync(connection.workspaceId, {
      ...connection,
      sessionType,
      entityTypes: standardEntityTypes,
      whenBusy: 'queue',
      batchSize: 7,
    });
    expect(session).toMatchObject({ status: 'completed' });
  };

  /** An account changes while it is listed and after; some events come, some twice, some not until the end. */
  async function history(seed: string): Promise<void> {
    const { random, account, workspace } = await open(seed);
    mutate(account.mutable, { count: 8, seed: `${seed} before` });
    let told = account.events().length;
    const since = () => {
      const all = account.events().slice(told);
      told += all.length;
      return all;
    };
    const unordered = (events: readonly object[]) =>
      [...events, ...events.filter(() => random() < 0.2)].toSorted(() => random() - 0.5);
    const listing = sync(workspace, 'initial_sync');
    const lost: object[] = [];
    for (let round = 0; round < 3; round += 1) {
      mutate(account.mutable, { count: 6, seed: `${seed} ${round}`, weights: { delete: 3 } });
      const events = since();
      const heard = events.filter(() => random() > 0.2);
      lost.push(...events.filter((event) => !heard.includes(event)));
      await workspace.deliver(unordered(heard));
    }
    await listing;
    mutate(account.mutable, { count: 6, seed: `${seed} after`, weights: { delete: 3 } });
    lost.push(...since());
    await sync(workspace, 'incremental_sync');
    await expectCopyEqualsAccount(workspace);
    await workspace.deliver(unordered(lost));
    await expectCopyEqualsAccount(workspace);
  }

  it(`copies end equal to their accounts, though events are lost, doubled and out of order: seed ${base}`, async () => {
    const failures: string[] = [];
    const live = (seed: string) =>
      history(seed).catch((error: unknown) => failures.push(`${seed}: ${String(error)}`));
    await Promise.all(histories.map(live));
    expect(failures).toEqual([]);
  });

  it('an id that came back is the new object, whatever comes of the old one', async () => {
    const { account, workspace } = await open('comes back');
    const { entityType, fields } = under.chosenIds;
    account.create(entityType, { ...fields, id: 'gold', description: 'old' });
    await sync(workspace, 'initial_sync');
    account.end(entityType, 'gold');
    account.create(entityType, { ...fields, id: 'gold', description: 'new' });
    const [created, deleted] = account.events().slice(-2).toReversed();
    await workspace.deliver([created!]);
    await workspace.deliver([deleted!]);
    await workspace.deliver([deleted!, created!]);
    await sync(workspace, 'incremental_sync');
    await expectCopyEqualsAccount(workspace);
    account.end(entityType, 'gold');
    await workspace.deliver(account.events().slice(-1));
    await expectCopyEqualsAccount(workspace);
  });

  it('cursors that vanish in the middle of a listing cost its pages, and nothing else', async () => {
    const { account, workspace } = await open('vanishing');
    for (let i = 0; i < 30; i += 1) account.create('customers', { [under.textField]: `c${i}` });
    let vanished = 0;
    const change = () => {
      vanished += 1;
      account.loseCursors([...account.living('customers').keys()][10]!);
    };
    account.faults.add({ path: `${under.customersPath}\\?`, nth: 3, action: { kind: 'meanwhile', change } });
    await sync(workspace, 'initial_sync');
    expect(vanished).toBe(1);
    await expectCopyEqualsAccount(workspace);
  });
});
