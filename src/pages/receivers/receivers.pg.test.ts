import { expect } from 'vitest';
import { handOut } from '../../db/notifications/hand-out.ts';
import { platformScope } from '../../domain/ids.ts';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';

const it = operatorTest
  .extend('base', ({ workspace }) => `/workspaces/${workspace}/outgoing`)
  .extend('added', async ({ operator, base, api, workspace }) => {
    const page = await operator.send(base, {
      url: 'https://example.com/told',
      description: 'Our שלום app',
      types: ['sync.completed', 'sync.failed'],
    });
    const [row] = await api.db.inWorkspace(workspace, ({ receivers }) => receivers.list({ limit: 1 }));
    return { page, id: row!.id, path: `${base}/${row!.id}` };
  })
  /** Tells of three failed syncs while the receiver is off, and switches it on again. */
  .extend('missed', ({ api, workspace, operator, added }) => async () => {
    await operator.send(`${added.path}/switch`, { to: 'off' });
    await api.db.inWorkspace(workspace, async (ws) => {
      for (let n = 0; n < 3; n += 1) await ws.outbox.add({ type: 'sync.failed', facts: { n } });
    });
    await handOut(api.db, async () => {});
    const rows = await api.db.inWorkspace(workspace, (ws) => ws.deliveries.list(added.id, { limit: 9 }));
    return rows.map(({ id }) => id);
  });

it('an address is added, and its secret shown once', async ({ operator, added, base, api, workspace }) => {
  const secret = /<code>(whsec_[^<]+)<\/code>/.exec(added.page.text)?.[1];
  expect(secret).toMatch(/^whsec_.{20}/);
  const list = await operator.look(base);
  expect(list.text).toContain('https://example.com/told');
  expect(list.text).toContain('2 types');
  const detail = await operator.look(added.path);
  expect(detail.text.replaceAll('<wbr />', '')).toContain('sync.completed, sync.failed');
  expect(list.text + detail.text).not.toContain(secret);
  const row = await api.db.inWorkspace(workspace, ({ receivers }) => receivers.get(added.id));
  expect(row?.types).toEqual(['sync.completed', 'sync.failed']);
});

it('an address that nothing can be sent to is refused in words', async ({ operator, base }) => {
  const page = await operator.send(base, { url: 'https://localhost/told', description: '' });
  expect(page.text).toContain('Nothing can be sent to this URL');
  expect((await operator.send(base, { url: 'no address' })).text).toContain('notice bad');
});

it('a test is sent, and its tries are shown', async ({ operator, added }) => {
  const page = await operator.send(`${added.path}/test`);
  expect(page.to).toMatch(/\/deliveries\/[0-9a-f-]{36}$/);
  expect(page.text).toContain('A test is on its way');
  expect(page.text).toContain('It was not tried yet');
  expect(page.text).toContain('webhook.test');
});

it('is switched off, and on; off, nothing is sent again', async ({ operator, added, missed }) => {
  const [id] = await missed();
  expect((await operator.look(added.path)).text).toContain('because it was switched off here');
  const refused = await operator.send(`${added.path}/deliveries/${id}/replay`);
  expect(refused.text).toContain('switch it on first');
  expect((await operator.send(`${added.path}/switch`, { to: 'on' })).text).toContain('It is on.');
  expect((await operator.send(`${added.path}/deliveries/${id}/replay`)).text).toContain(
    'It will be sent again',
  );
});

it('what failed since a time is sent again, all of it or one', async ({ operator, added, missed }) => {
  await missed();
  await operator.send(`${added.path}/switch`, { to: 'on' });
  const none = await operator.send(`${added.path}/replay`, { since: '2099-01-01T00:00' });
  expect(none.text).toContain('Nothing failed since then');
  const all = await operator.send(`${added.path}/replay`, { since: '2020-01-01T00:00' });
  expect(all.text).toContain('3 webhooks will be sent again');
  expect((await operator.send(`${added.path}/replay`, { since: 'soon' })).text).toContain('must be a date');
  expect((await operator.look(`${added.path}?state=failed`)).text).toContain('No webhook is like this');
});

it('its secret is rotated, and it is deleted', async ({ operator, added, base }) => {
  expect((await operator.send(`${added.path}/rotate`, { old: 'end' })).text).toMatch(/<code>whsec_/);
  const gone = await operator.send(`${added.path}/delete`);
  expect(gone.to).toBe(base);
  expect((await operator.look(added.path)).status).toBe(404);
});

it('the platform’s own hear of all workspaces, and no workspace’s page shows them', async ({
  operator,
  api,
  base,
}) => {
  await operator.send('/outgoing', { url: 'https://platform.example.com/told' });
  expect((await operator.look('/outgoing')).text).toContain('https://platform.example.com/told');
  expect((await operator.look(base)).text).not.toContain('platform.example.com');
  const [row] = await api.db.inWorkspace(platformScope, ({ receivers }) => receivers.list({ limit: 1 }));
  expect((await operator.look(`/outgoing/${row!.id}`)).status).toBe(200);
  expect((await operator.look(`${base}/${row!.id}`)).status).toBe(404);
});

it('an operator sends again and changes nothing; a viewer sees none of it', async ({
  api,
  as,
  workspace,
  added,
}) => {
  const operator = await as(await api.key(workspace, 'operator'));
  const page = await operator.look(added.path);
  expect(page.text).toContain('Send a test');
  expect(page.text).not.toMatch(/Rotate|Delete|Switch it/);
  expect((await operator.send(`${added.path}/delete`)).status).toBe(403);
  const viewer = await as(await api.key(workspace, 'viewer'));
  expect((await viewer.look(added.path)).status).toBe(403);
  expect((await viewer.look(`/workspaces/${workspace}`)).text).not.toContain('/outgoing');
});
