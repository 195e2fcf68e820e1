import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { merchantTest as it } from '../../../test/support/pages/merchant-test.ts';

describe('a pasted key', () => {
  it.for([
    ['pk_test_1234567890', 'This is a publishable key'],
    ['whsec_1234567890', 'This is the signing secret'],
    ['acct_1234567890', 'This is an account&#39;s id'],
    ['sk_org_1234567890', 'This is a key of an organization'],
    ['rk', 'This does not look like a key of Stripe'],
    ['rk_test_unknown1234567890', 'Stripe does not accept this API key'],
  ] as const)('%s: is told what it is', async ([api_key, said], { open }) => {
    const { step } = await open();
    const answer = await step('check', { api_key });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    if (api_key.length > 2) expect(answer.text).not.toContain(api_key);
  });

  it('of another account or mode is told whose it is', async ({ api, open, configure, account }) => {
    await configure();
    const other = `rk_test_${randomUUID().replaceAll('-', '')}`;
    api.simulator.createAccount({ id: 'acct_other', keys: [other], limits: 'off' });
    const live = `rk_live_${randomUUID().replaceAll('-', '')}`;
    account.addKey({ key: live, livemode: true });
    const { step } = await open();
    expect((await step('check', { api_key: other })).text).toContain(
      'The key belongs to acct_other (test mode)',
    );
    expect((await step('check', { api_key: live })).text).toContain('(live mode)');
  });

  it('of the mode that the platform does not want is refused', async ({ open, restricted }) => {
    const { step } = await open({ livemode: true });
    expect((await step('check', { api_key: restricted() })).text).toContain('A key of live mode is needed');
  });

  it('one permission short: named, and checked again without pasting it', async ({
    open,
    account,
    restricted,
    stored,
  }) => {
    const key = restricted({ denied: ['prices'] });
    const { step } = await open();
    const short = await step('check', { api_key: key });
    expect(short.text).toContain('This key may not read everything yet');
    expect(short.text).toMatch(/1 permission missing:\s*<strong>Prices<\/strong>/);
    const sealed = short.field('sealed');
    expect((await step('connect', { sealed })).status).toBe(403);
    account.revokeKey(key, 'deleted');
    account.addKey({ key });
    expect((await step('check', { sealed })).text).toContain('Is this the right account?');
    expect(await stored()).toBeUndefined();
  });

  it('is nowhere on the page, in the audit log or in another session', async ({
    open,
    restricted,
    audited,
  }) => {
    const key = restricted();
    const { step } = await open();
    const checked = await step('check', { api_key: key });
    expect(checked.text).not.toContain(key);
    expect(await audited()).toContain('connect_session.key_checked');
    const other = await open();
    expect(await other.step('connect', { sealed: checked.field('sealed') })).toMatchObject({ status: 500 });
  });
});

describe('connecting', () => {
  it('shows the account, stores the key when told to, sets up the webhook and starts a full sync', async ({
    api,
    workspace,
    open,
    account,
    restricted,
    stored,
    endpoints,
  }) => {
    const { id, step } = await open();
    const checked = await step('check', { api_key: restricted() });
    expect(checked.text).toContain(account.id);
    expect(checked.text).toContain('Test mode');
    expect(await stored()).toBeUndefined();
    const connected = await step('connect', { sealed: checked.field('sealed') });
    expect(connected.text).toContain('The account is connected');
    expect(await stored()).toMatchObject({ accountId: account.id, isActive: true, webhookProblem: null });
    expect(endpoints()).toHaveLength(1);
    const asked = api.gateway.requests.filter((each) => each.workspaceId === workspace);
    expect(asked).toMatchObject([{ sessionType: 'initial_sync' }]);
    expect((await step('state')).text).toContain('hx-post');
    const log = await api.db.inWorkspace(workspace, (ws) => ws.auditLog.list({ limit: 20 }));
    expect(log.filter(({ actor }) => actor === `connect_session:${id}`).map(({ action }) => action)).toEqual([
      'connect_session.sync_started',
      'sync.started',
      'payment_provider.webhook_created',
      'payment_provider.configured',
      'connect_session.key_checked',
      'connect_session.opened',
    ]);
  });

  it('says how the webhook is set up if the key may not, by permission or by hand', async ({
    open,
    account,
    restricted,
    stored,
    endpoints,
  }) => {
    const key = restricted({ denied: ['write:webhook_endpoints'] });
    const { step } = await open();
    const sealed = (await step('check', { api_key: key })).field('sealed');
    const connected = await step('connect', { sealed });
    expect(connected.text).toContain('Stripe does not tell of changes yet');
    expect(connected.text).toContain('/webhooks/stripe/');
    account.revokeKey(key, 'deleted');
    account.addKey({ key });
    expect((await step('webhooks')).text).toContain('Changes arrive at once');
    expect(endpoints()).toHaveLength(1);
    expect(await stored()).toMatchObject({ webhookProblem: null });
  });

  it('goes on later with another link: state, sync, a new key, the end', async ({
    open,
    configure,
    stored,
  }) => {
    await configure();
    const { step } = await open();
    expect((await step('home')).text).toContain('Nothing has been copied yet.');
    expect((await step('sync')).text).toContain('A sync has started');
    expect((await step('sync')).text).toContain('A sync is running already');
    expect((await step('key')).text).toContain('Give a new Stripe key');
    expect((await step('disconnect')).text).toContain('its key forgotten');
    expect(await stored()).toMatchObject({ credentialsEncrypted: null });
  });
});
