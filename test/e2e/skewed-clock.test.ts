import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../../simulator/server.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { untilSettled } from '../support/inbox.ts';
import { startTestService, type TestService } from '../support/service.ts';

const minutes = 60_000;
let services: Map<number, TestService>;
const offsets = [7 * minutes, -7 * minutes];
beforeAll(async () => {
  services = new Map();
  for (const offset of offsets) {
    const simulator = await startSimulator();
    simulator.clock.advance(offset);
    const service = await startTestService({ simulator });
    await service.startWorker();
    services.set(offset, service);
  }
}, 120_000);
afterAll(() => Promise.all([...services.values()].map((service) => service.stop())));

test.each(offsets)(
  'of a provider whose clock is %d ms off, late, doubled and lost events lead to the same copy',
  async (offset) => {
    const service = services.get(offset)!;
    const workspace = await service.connect({ customers: 250, products: 5, prices: 9, subscriptions: 60 });
    const { workspaceId, account } = workspace;
    const happened: object[] = [];
    account.onEvent((event) => happened.push(event));
    const change = (round: number) => {
      const at = (place: number) => account.customers.idAt(place + round * 10);
      account.customers.update(at(0), { name: `once ${round}` });
      account.customers.update(at(0), { name: `twice ${round}` });
      account.customers.delete(at(1));
      account.customers.create({ name: `new ${round}` });
      account.subscriptions.update(account.subscriptions.idAt(round), { description: `${round}` });
    };
    const meanwhile = () => change(1);
    account.faults.add({
      path: '^/v1/customers\\?',
      nth: 2,
      action: { kind: 'meanwhile', change: meanwhile },
    });
    expect(await service.sync(workspaceId)).toMatchObject({ status: 'completed', errorSummary: null });
    await expectCopyEqualsAccount(service, workspace);

    change(2);
    const [first, ...others] = happened.toReversed();
    await deliver(service, workspace, [first!, ...others, first!]);
    await untilSettled(service, [workspace]);
    await expectCopyEqualsAccount(service, workspace);

    change(3);
    const session = await service.sync(workspaceId, { sessionType: 'incremental_sync' });
    expect(session).toMatchObject({ status: 'completed', errorSummary: null, progress: { notes: [] } });
    await expectCopyEqualsAccount(service, workspace);
  },
);
