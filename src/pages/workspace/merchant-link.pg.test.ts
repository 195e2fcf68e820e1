import { expect } from 'vitest';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';

const it = operatorTest.extend('home', ({ workspace }) => `/workspaces/${workspace}`);

it('an operator makes a link for the merchant, and sees it once', async ({
  api,
  workspace,
  operator,
  home,
}) => {
  expect((await operator.look(home)).text).toContain('A link for the merchant');
  const values = { provider: 'chargebee', expires_in: '86400', merchant_chooses: 'yes' };
  const { text } = await operator.send(`${home}/merchant-link`, values);
  expect(text).toMatch(new RegExp(`/connect/${workspace}/[0-9a-f-]{36}#wst_`));
  expect((await operator.look(home)).text).not.toContain('#wst_');
  const [made] = await api.db.inWorkspace(workspace, (ws) => ws.connectSessions.list({ limit: 1 }));
  expect(made).toMatchObject({ provider: 'chargebee', merchantChooses: true, createdBy: 'platform' });
  expect(made!.capabilities).toContain('connect');
});

it('whoever may not connect hands on no right to do so, and a viewer makes no link', async ({
  api,
  workspace,
  as,
  home,
}) => {
  const values = { provider: 'stripe', expires_in: '1800' };
  const some = await as(await api.key(workspace, 'operator'));
  await some.send(`${home}/merchant-link`, values);
  const [made] = await api.db.inWorkspace(workspace, (ws) => ws.connectSessions.list({ limit: 1 }));
  expect(made!.capabilities).toEqual(['view', 'sync']);
  const viewer = await as(await api.key(workspace, 'viewer'));
  expect((await viewer.look(home)).text).not.toContain('Make a link');
  expect((await viewer.send(`${home}/merchant-link`, values)).status).toBe(403);
});

it('a time that is none is refused in words', async ({ operator, home }) => {
  await operator.look(home);
  const { text } = await operator.send(`${home}/merchant-link`, { provider: 'stripe', expires_in: '1' });
  expect(text).toContain('notice bad');
});
