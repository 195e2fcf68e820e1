import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { deliver } from '../../support/deliver.ts';
import { untilSettled } from '../../support/inbox.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../../support/service.ts';

const entityTypes = ['invoices'] as const;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

/** As Stripe numbers them: those of a draft have other ids once it is final. */
const linesOf = (prefix: 'il_tmp_' | 'il_', count: number) => ({
  object: 'list',
  data: Array.from({ length: count }, (_, place) => ({
    id: `${prefix}${place}`,
    object: 'line_item',
    amount: place,
  })),
  has_more: false,
  url: '/v1/invoices/lines',
});

async function connected(count: number): Promise<{ workspace: ConnectedWorkspace; draft: string }> {
  const workspace = await service.connect({ sizes: { invoices: 5 } });
  await service.db.inWorkspace(workspace.workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.update('stripe', { entityTypes: [...entityTypes] }),
  );
  const { invoices } = workspace.account;
  const draft = invoices.idAt(1);
  invoices.update(draft, { status: 'draft', lines: linesOf('il_tmp_', count) });
  return { workspace, draft };
}

const copiedLines = async ({ workspaceId }: ConnectedWorkspace, id: string): Promise<string[]> => {
  const row = await service.db.inWorkspace(workspaceId, (ws) => ws.invoices.getByExternalId('stripe', id));
  const { lines } = row!.providerData as { lines: { data: { id: string }[] } };
  return lines.data.map((line) => line.id);
};

const finalise = ({ account }: ConnectedWorkspace, draft: string, count: number) =>
  account.invoices.update(draft, { status: 'open', lines: linesOf('il_', count) });

const idsOf = (prefix: 'il_tmp_' | 'il_', count: number) => linesOf(prefix, count).data.map(({ id }) => id);

test('an invoice of 400 lines is copied whole, and so it is once its lines have other ids', async () => {
  const { workspace, draft } = await connected(400);
  const { account, workspaceId } = workspace;
  expect(await service.sync(workspaceId, { entityTypes })).toMatchObject({ status: 'completed' });
  await expectCopyEqualsAccount(service, workspace, { entityTypes });
  expect(await copiedLines(workspace, draft)).toEqual(idsOf('il_tmp_', 400));
  const pages = account.requests.list().filter(({ path }) => path === `/v1/invoices/${draft}/lines`);
  // Ten are shown, the others come a hundred a page. The event of the draft may have it read again.
  expect(new Set(pages.map(({ query }) => query)).size).toBe(4);

  const told: object[] = [];
  const stop = account.onEvent((event) => told.push(event));
  finalise(workspace, draft, 390);
  stop();
  await deliver(service, workspace, told);
  await untilSettled(service, [workspace]);
  expect(await copiedLines(workspace, draft)).toEqual(idsOf('il_', 390));
  await expectCopyEqualsAccount(service, workspace, { entityTypes });
});

test('a draft that becomes final while its lines are read is copied as the final one', async () => {
  const { workspace, draft } = await connected(250);
  const { account, workspaceId } = workspace;
  // The second page begins behind a line that is not there any more.
  account.faults.add({
    path: `^/v1/invoices/${draft}/lines`,
    nth: 2,
    action: { kind: 'meanwhile', change: () => void finalise(workspace, draft, 250) },
  });
  expect(await service.sync(workspaceId, { entityTypes })).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  expect(await copiedLines(workspace, draft)).toEqual(idsOf('il_', 250));
  await expectCopyEqualsAccount(service, workspace, { entityTypes });
});
