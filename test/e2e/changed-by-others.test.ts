import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { untilSettled } from '../support/inbox.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';

let service: TestService;
let workspace: ConnectedWorkspace;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
  workspace = await service.connect({ customers: 4, products: 2, prices: 2, subscriptions: 4 });
  await service.sync(workspace.workspaceId);
});
afterAll(() => service.stop());

/** The events of a change, their types, and what their delivery asks the account for. */
async function told(change: () => void): Promise<{ types: string[]; asked: string[] }> {
  const { account, workspaceId } = workspace;
  const events: { type: string }[] = [];
  const stop = account.onEvent((event) => events.push(event));
  change();
  stop();
  account.requests.clear();
  await deliver(service, { workspaceId }, events);
  await untilSettled(service, [workspace]);
  const asked = account.requests.list().map(({ path }) => path.replace('/v1/', ''));
  return { types: events.map(({ type }) => type), asked: asked.toSorted() };
}

test('a discount of a customer is in the copy, though no event shows the customer', async () => {
  const { customers } = workspace.account;
  const id = customers.idAt(0);
  const applied = await told(() => customers.applyCoupon(id, 'ten_off'));
  expect(applied).toEqual({ types: ['customer.discount.created'], asked: [`customers/${id}`] });
  await expectCopyEqualsAccount(service, workspace);
  const replaced = await told(() => customers.applyCoupon(id, 'half_off'));
  expect(replaced).toEqual({ types: ['customer.discount.updated'], asked: [`customers/${id}`] });
  await expectCopyEqualsAccount(service, workspace);
  const ended = await told(() => customers.endDiscount(id));
  expect(ended).toEqual({ types: ['customer.discount.deleted'], asked: [`customers/${id}`] });
  await expectCopyEqualsAccount(service, workspace);
});

test('one of a subscription is too, and events of one batch cost one request an object', async () => {
  const { subscriptions } = workspace.account;
  const id = subscriptions.idAt(1);
  const customer = subscriptions.retrieve(id).customer as string;
  const { types, asked } = await told(() => {
    subscriptions.applyCoupon(id, 'ten_off');
    subscriptions.applyCoupon(id, 'half_off');
    subscriptions.endDiscounts(id);
    subscriptions.applyCoupon(id, 'ten_off');
  });
  expect(types).toHaveLength(5);
  expect(asked).toEqual([`customers/${customer}`, `subscriptions/${id}`]);
  await expectCopyEqualsAccount(service, workspace);
});

test('an incremental sync finds discounts whose webhooks were lost', async () => {
  const { customers, subscriptions } = workspace.account;
  customers.applyCoupon(customers.idAt(2), 'ten_off');
  subscriptions.endDiscounts(subscriptions.idAt(1));
  const session = await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync' });
  expect(session).toMatchObject({ status: 'completed', progress: { notes: [] } });
  await expectCopyEqualsAccount(service, workspace);
});

test('one that is older than its row costs no request', async () => {
  const { account, workspaceId } = workspace;
  const { customers } = account;
  const events: object[] = [];
  const stop = account.onEvent((event) => events.push(event));
  customers.applyCoupon(customers.idAt(3), 'ten_off');
  stop();
  const [event] = events as { id: string; created: number }[];
  await service.sync(workspaceId);
  account.requests.clear();
  await deliver(service, { workspaceId }, [{ ...event!, id: 'evt_late', created: event!.created - 60 }]);
  await untilSettled(service, [workspace]);
  expect(account.requests.list()).toEqual([]);
  await expectCopyEqualsAccount(service, workspace);
});
