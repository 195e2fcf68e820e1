import { describe, expect } from 'vitest';
import { platformTest as it } from '../../../../test/support/platform-test.ts';
import { signature } from '../../../../test/support/webhooks.ts';
import { listen } from '../../../processes/listen.ts';
import type { WorkspaceId } from '../../../domain/ids.ts';

describe('fifty workspaces on one platform key and one endpoint', () => {
  it(
    'each get their own account’s events, and no other’s',
    { timeout: 60_000 },
    async ({ api, platform, merchant, connect, inbox }) => {
      const accounts = Array.from({ length: 50 }, () => merchant({ seed: 'equal', customers: 2 }));
      const workspaces: WorkspaceId[] = [];
      for (const { id } of accounts) {
        const { workspace, answer } = await connect(id);
        expect(answer).toMatchObject({ status: 200, body: { webhook: { status: 'platform' } } });
        workspaces.push(workspace);
      }
      const stranger = merchant({ customers: 2 });
      const server = await listen(api.app, { host: '127.0.0.1', port: 0 });
      try {
        const url = `http://127.0.0.1:${server.port}/webhooks/stripe/connect`;
        platform.account.webhookEndpoints.update(platform.endpointId, { url });
        platform.account.deliveries.set({ enabled: true });
        const sent = new Map(accounts.map(({ id }) => [id, new Set<string>()]));
        for (const account of [...accounts, stranger])
          account.onEvent(({ id }) => sent.get(account.id)?.add(id));
        // Equal ids of objects in all accounts: only the account tells the events apart.
        for (let round = 0; round < 3; round += 1)
          for (const { customers } of [...accounts, stranger])
            customers.update(customers.idAt(round % 2), { name: `Round ${round}` });
        await platform.account.deliveries.settled();
        const deliveries = platform.account.deliveries.log.list();
        expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['acknowledged']));
        for (const [place, workspace] of workspaces.entries()) {
          const stored = await inbox(workspace);
          expect(new Set(stored.map(({ eventId }) => eventId))).toEqual(sent.get(accounts[place]!.id));
          expect(stored).toHaveLength(3);
        }
      } finally {
        platform.account.deliveries.set({ enabled: false });
        await server.close(1_000);
      }
    },
  );
});

const ofAll = async (inbox: (workspace: WorkspaceId) => Promise<unknown[]>, workspaces: WorkspaceId[]) =>
  (await Promise.all(workspaces.map(inbox))).flat();

describe('an event that is nobody’s here', () => {
  it.for([
    ['of an account that no workspace has', () => ({ account: 'acct_unknown' })],
    ['of the account’s other mode', (account: string) => ({ account, livemode: true })],
    ['of the platform’s own account', () => ({})],
    ['without a mode', (account: string) => ({ account, livemode: undefined })],
    ['of an entity that is not copied', (account: string) => ({ account, type: 'invoice.paid' })],
    ['of an unknown type', (account: string) => ({ account, type: 'unicorn.sighted' })],
  ] as const)('%s is acknowledged and not stored', async ([, of], { merchant, connect, deliver, inbox }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    expect(await deliver(of(id))).toMatchObject({ status: 200 });
    expect(await inbox(workspace)).toEqual([]);
    expect(await deliver({ account: id })).toMatchObject({ status: 200 });
    expect(await inbox(workspace)).toHaveLength(1);
  });

  it('is somebody’s as soon as its account is connected, and nobody’s once it is disconnected', async ({
    api,
    merchant,
    connect,
    deliver,
    inbox,
  }) => {
    const { id } = merchant();
    await deliver({ account: id });
    const { workspace } = await connect(id);
    await expect
      .poll(async () => {
        await deliver({ account: id });
        return (await inbox(workspace)).length;
      })
      .toBeGreaterThan(0);
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    expect(await api.request('DELETE', path, { key: api.adminKey })).toMatchObject({ status: 200 });
    const before = (await inbox(workspace)).length;
    // The notice of the change takes a moment.
    await expect
      .poll(async () => {
        const had = (await inbox(workspace)).length;
        await deliver({ account: id });
        return (await inbox(workspace)).length - had;
      })
      .toBe(0);
    const other = await connect(id);
    expect(other.answer.status).toBe(200);
    await expect
      .poll(async () => {
        await deliver({ account: id });
        return (await inbox(other.workspace)).length;
      })
      .toBeGreaterThan(0);
    expect((await inbox(workspace)).length).toBeLessThan(before + 20);
  });

  it('is not taken by a workspace that has the account by a key of its own', async ({
    api,
    merchant,
    deliver,
    inbox,
  }) => {
    const account = merchant();
    const workspace = await api.workspace();
    const body = { api_key: [...account.keys.keys()][0]! };
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    expect(await api.request('POST', path, { key: api.adminKey, body })).toMatchObject({ status: 200 });
    expect(await deliver({ account: account.id })).toMatchObject({ status: 200 });
    expect(await inbox(workspace)).toEqual([]);
  });
});

describe('a forged event', () => {
  it('gets the one answer of all forged webhooks, and no workspace gets it', async ({
    api,
    platform,
    merchant,
    connect,
    deliver,
    inbox,
  }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    expect(await deliver({ account: id }, 'whsec_of_nobody_0000')).toMatchObject({ status: 400 });
    const answer = await api.app.request('/webhooks/stripe/connect', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(400);
    // The platform's secret opens no workspace's own address.
    const body = JSON.stringify({ id: 'evt_1', account: id });
    const headers = { 'stripe-signature': signature(body, platform.secret) };
    const own = await api.app.request(`/webhooks/stripe/${workspace}`, { method: 'POST', headers, body });
    expect(own.status).toBe(400);
    expect(await ofAll(inbox, [workspace])).toEqual([]);
  });

  it('is refused where no platform is configured', async ({ api }) => {
    const answer = await api.app.request('/webhooks/paypal/connect', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(400);
  });
});

const deauthorized = { type: 'account.application.deauthorized', data: { object: { id: 'ca_1' } } };

describe('account.application.deauthorized', () => {
  it('ends the connection of its account, and no other', async ({
    platform,
    merchant,
    connect,
    deliver,
    row,
    api,
  }) => {
    const [one, other] = [merchant(), merchant()];
    const [ended, kept] = [await connect(one.id), await connect(other.id)];
    platform.account.connected.remove(one.id, { silent: true });
    expect(await deliver({ ...deauthorized, account: one.id })).toMatchObject({ status: 200 });
    expect(await row(ended.workspace)).toMatchObject({ isActive: false, credentialsEncrypted: null });
    expect(await row(kept.workspace)).toMatchObject({ isActive: true });
    const { body } = await api.request('GET', `/api/v1/workspaces/${ended.workspace}/audit-log`, {
      key: api.adminKey,
    });
    expect(body.entries).toContainEqual(
      expect.objectContaining({ action: 'payment_provider.disconnected', actor: 'provider:stripe' }),
    );
    // And again, as Stripe may send it.
    expect(await deliver({ ...deauthorized, account: one.id })).toMatchObject({ status: 200 });
  });

  it('that is late ends nothing: the account was connected again since', async ({
    merchant,
    connect,
    deliver,
    row,
  }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    expect(await deliver({ ...deauthorized, account: id })).toMatchObject({ status: 200 });
    expect(await row(workspace)).toMatchObject({ isActive: true, credentialsEncrypted: expect.any(Buffer) });
  });

  it('of the other mode ends nothing', async ({ platform, merchant, connect, deliver, row }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    platform.account.connected.remove(id, { silent: true });
    expect(await deliver({ ...deauthorized, account: id, livemode: true })).toMatchObject({ status: 200 });
    expect(await row(workspace)).toMatchObject({ isActive: true });
  });

  it('comes again if Stripe cannot be asked', async ({ api, platform, merchant, connect, deliver, row }) => {
    const { id } = merchant();
    const { workspace } = await connect(id);
    platform.account.connected.remove(id, { silent: true });
    api.simulator.offline = true;
    try {
      expect(await deliver({ ...deauthorized, account: id })).toMatchObject({ status: 503 });
      expect(await row(workspace)).toMatchObject({ isActive: true });
    } finally {
      api.simulator.offline = false;
    }
    expect(await deliver({ ...deauthorized, account: id })).toMatchObject({ status: 200 });
    expect(await row(workspace)).toMatchObject({ isActive: false });
  });
});
