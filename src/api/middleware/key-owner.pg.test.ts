import { expect, it, onTestFinished } from 'vitest';
import { startTestApi } from '../../../test/support/api.ts';
import { createApp } from '../app.ts';

it('each key of the platform acts under its name, and one that is taken out ends for its user alone', async () => {
  const api = await startTestApi();
  onTestFinished(() => api.stop());
  const ci = { name: 'ci', key: 'a-key-of-the-build' };
  const ops = { name: 'ops', key: 'a-key-of-a-person' };
  const appWith = (...platformKeys: { name: string; key: string }[]) =>
    createApp({ ...api.deps, config: { ...api.deps.config, platformKeys } });
  const ask = (app: ReturnType<typeof appWith>, key: string, path = '', body?: object) =>
    app.request(`/api/v1/workspaces${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const both = appWith(ci, ops);
  for (const { name, key } of [ci, ops]) {
    const made = (await (await ask(both, key, '', { name: 'made' })).json()) as { id: string };
    const log = (await (await ask(both, key, `/${made.id}/audit-log`)).json()) as { entries: object[] };
    expect(log.entries).toMatchObject([{ actor: `platform:${name}`, action: 'workspace.created' }]);
  }
  const later = appWith(ci);
  expect((await ask(later, ci.key)).status).toBe(200);
  expect((await ask(later, ops.key)).status).toBe(401);
});
