import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startListeningApi } from '../test/support/programs/listening-api.ts';
import { runWps, type RunOptions } from '../test/support/programs/run-wps.ts';

const it = test
  .extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
    const api = await startListeningApi();
    onCleanup(() => api.stop());
    return api;
  })
  .extend('env', ({ api }) => ({ WPS_URL: api.url, WPS_API_KEY: api.adminKey }))
  .extend('workspace', async ({ api }) => {
    const workspace = await api.workspace();
    await api.connect(workspace);
    return workspace;
  })
  /** As the platform, about the test's workspace. */
  .extend(
    'wps',
    ({ env, workspace }) =>
      async (args: readonly string[], options: RunOptions = {}) =>
        await runWps(args, { ...options, env: { ...env, WPS_WORKSPACE: workspace, ...options.env } }),
  );

describe('the exit code', () => {
  it('0: done, and data alone is on standard output', async ({ wps, workspace }) => {
    const { code, out } = await wps(['workspaces', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).map(({ id }: { id: string }) => id)).toContain(workspace);
  });

  it('2: wrong use, with what was meant', async ({ wps }) => {
    expect(await wps(['stauts'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Did you mean status?'),
    });
    expect(await wps(['schedule', 'set'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--every or --cron'),
    });
    expect(await wps(['workspaces', '--json', '--jsonl'])).toMatchObject({ code: 2 });
    expect(await runWps(['status'])).toMatchObject({ code: 2, err: expect.stringContaining('--url') });
  });

  it('2: a question without a terminal, naming the flag', async ({ wps, env, workspace }) => {
    expect(await wps(['connect'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give --key-file.'),
    });
    expect(await wps(['workspaces', 'delete', workspace])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give --confirm.'),
    });
    expect(await runWps(['cancel'], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--workspace'),
    });
  });

  it('4: no key, a key that is none, and a role that is not enough', async ({ api, wps, env, workspace }) => {
    expect(await runWps(['status'], { env: { WPS_URL: env.WPS_URL } })).toMatchObject({ code: 4 });
    expect(await wps(['status'], { env: { WPS_API_KEY: 'wrong' } })).toMatchObject({ code: 4 });
    const viewer = { ...env, WPS_API_KEY: await api.key(workspace, 'viewer') };
    expect(await runWps(['status'], { env: viewer })).toMatchObject({
      code: 0,
      out: expect.stringContaining('never_synced'),
    });
    expect(await runWps(['sync'], { env: viewer })).toMatchObject({
      code: 4,
      err: expect.stringContaining('operator'),
    });
  });

  it('5: not found, with the request id; as JSON for programs', async ({ wps }) => {
    const { code, out, err } = await wps(['webhooks', 'replay', 'evt_none', '--json']);
    expect({ code, out }).toEqual({ code: 5, out: '' });
    expect(JSON.parse(err)).toMatchObject({ code: 'not_found', request_id: expect.stringMatching(/./) });
    expect(await wps(['sessions', '-w', 'nobody'])).toMatchObject({ code: 5 });
  });

  it('0: what happened and how much, also if that is nothing', async ({ wps }) => {
    await wps(['keys', 'create', 'ci', '--role', 'viewer']);
    const { code, out } = await wps(['timeline', '--kind', 'change', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ kind: 'change', event: 'api_key.created' }]);
    const week = JSON.parse((await wps(['analytics', '--json'])).out);
    expect(week).toHaveLength(8);
    const day = await wps(['analytics', '--all', '--bucket', 'hour', '--jsonl']);
    expect(day.out.trim().split('\n')).toHaveLength(25);
    expect(await wps(['analytics', '--from', 'yesterday'])).toMatchObject({ code: 2 });
    expect((await wps(['timeline', '--kind', 'none'])).code).toBe(2);
  });

  it('6: another sync runs, with how to follow it', async ({ wps }) => {
    const { out: session } = await wps(['sync', '--detach']);
    expect(await wps(['sync'])).toMatchObject({
      code: 6,
      out: '',
      err: expect.stringContaining(`wps sync --session ${session.trim()}`),
    });
  });

  it('7: the service is away', async ({ wps, api }) => {
    expect(await wps(['workspaces'], { env: { WPS_URL: 'http://127.0.0.1:9' } })).toMatchObject({ code: 7 });
    api.gateway.away = true;
    const { code, err } = await wps(['sync']);
    api.gateway.away = false;
    expect({ code, err }).toEqual({ code: 7, err: expect.stringContaining('temporal_unavailable') });
  });

  it('130: Ctrl-C stops watching, and the sync goes on', async ({ api, wps, workspace }) => {
    const asked = api.gateway.requests.length;
    const running = wps(['sync'], {
      started: (child) =>
        void vi
          .waitUntil(() => api.gateway.requests.length > asked, { timeout: 20_000 })
          .then(() => setTimeout(() => child.kill('SIGINT'), 1_000)),
    });
    expect(await running).toMatchObject({
      code: 130,
      out: '',
      err: expect.stringContaining('The sync goes on.'),
    });
    expect(await api.db.inWorkspace(workspace, (ws) => ws.sessions.count({}))).toBe(1);
  });
});

describe('a sync that was ended', () => {
  const entity = (state: string) => ({ state, pages: 1, listed: 5, written: 5 });

  it.for([
    { status: 'completed', entities: { customers: entity('complete') }, code: 0 },
    { status: 'failed', entities: { customers: entity('failed') }, code: 1 },
    { status: 'cancelled', entities: { customers: entity('listing') }, code: 1 },
    { status: 'failed', entities: { customers: entity('complete'), prices: entity('failed') }, code: 3 },
  ] as const)(
    '$status is $code, also if it had ended before',
    async ({ status, entities, code }, { api, wps, workspace }) => {
      const session = (await wps(['sync', '--detach'])).out.trim();
      await api.db.inWorkspace(workspace, (ws) =>
        ws.sessions.transition(session as never, status, { progress: { entities } }),
      );
      const run = await wps(['sync', '--session', session, '--jsonl']);
      expect(run.code).toBe(code);
      const lines = run.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.at(-1)).toMatchObject({ type: 'result', status, session_id: session });
      expect(lines.slice(0, -1).every(({ type }) => type === 'progress')).toBe(true);
    },
  );
});

describe('connect', () => {
  it('shows what a key may read, and stores it', async ({ api, wps }) => {
    const key = 'rk_test_of_the_command_line';
    api.simulator.createAccount({ keys: [key], limits: 'off' });
    const workspace = await api.workspace();
    const run = await wps(['connect', '--key-file', '-'], {
      input: `${key}\n`,
      env: { WPS_WORKSPACE: workspace },
    });
    expect(run).toMatchObject({ code: 0, out: 'Connected.\n' });
    for (const reads of ['customers', 'products', 'prices', 'subscriptions', 'events'])
      expect(run.err).toContain(`✓ reads ${reads}`);
    expect(run.err + run.out).not.toContain(key);
  });

  it('stores nothing without a yes if a permission is missing', async ({ api, wps }) => {
    const key = 'rk_test_that_may_little';
    api.simulator.createAccount({ keys: [{ key, denied: ['prices', 'webhook_endpoints'] }], limits: 'off' });
    const workspace = await api.workspace();
    const connect = async (...flags: string[]) =>
      await wps(['connect', '--key-file', '-', ...flags], { input: key, env: { WPS_WORKSPACE: workspace } });
    const refused = await connect();
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(refused.err).toMatch(/✓ reads customers[\s\S]*✗ reads prices: /);
    expect(await connect('--check', '--json')).toMatchObject({
      code: 3,
      out: expect.stringContaining('"granted":false'),
    });
    expect(await wps(['status'], { env: { WPS_WORKSPACE: workspace } })).toMatchObject({ code: 5 });
    expect(await connect('--yes')).toMatchObject({ code: 0 });
  });

  it('is about the connected provider, and names the flags of what another one needs', async ({
    api,
    wps,
  }) => {
    api.simulator.createSite({ name: 'typed-test', keys: ['test_typed_key'], limits: 'off' });
    const workspace = await api.workspace();
    const env = { WPS_WORKSPACE: workspace };
    const connect = async (...flags: string[]) =>
      await wps(['connect', '--key-file', '-', ...flags], { input: 'test_typed_key', env });
    const without = await connect('--provider', 'chargebee');
    expect(without).toMatchObject({ code: 2, err: expect.stringContaining('Give --field site=…') });
    expect((await connect('--provider', 'chargebee', '--field', 'site=typed-test')).code).toBe(0);
    expect(JSON.parse((await wps(['status', '--json'], { env })).out)).toMatchObject({
      provider: 'chargebee',
    });
    await api.connect(workspace);
    const several = await wps(['status'], { env });
    expect(several).toMatchObject({ code: 2, err: expect.stringContaining('Give --provider.') });
    expect(await wps(['status', '--provider', 'stripe'], { env })).toMatchObject({ code: 0 });
  });

  it('a key that the provider refuses is 4', async ({ wps }) => {
    expect(await wps(['connect', '--key-file', '-'], { input: 'sk_test_of_nobody' })).toMatchObject({
      code: 4,
    });
  });
});

it('colours are for terminals, or if they are asked for, and never with NO_COLOR', async ({ wps }) => {
  const escape = '\u001B[';
  expect((await wps(['status'])).out).not.toContain(escape);
  expect((await wps(['status'], { env: { FORCE_COLOR: '1' } })).out).toContain(escape);
  expect((await wps(['status'], { env: { NO_COLOR: '1' } })).out).not.toContain(escape);
});

it('what others wrote cannot steer the terminal', async ({ wps }) => {
  await wps(['workspaces', 'create', 'A\u009B2Jcme']);
  expect((await wps(['workspaces'])).out).not.toContain('\u009B');
});

it('a profile has the address and the key, and only its owner may read it', async ({ api, workspace }) => {
  const folder = await mkdtemp(join(tmpdir(), 'wps-profile-'));
  try {
    const file = join(folder, 'wps', 'config.json');
    await mkdir(join(folder, 'wps'));
    await writeFile(file, JSON.stringify({ profiles: { default: { url: api.url, api_key: api.adminKey } } }));
    const run = async (...args: string[]) =>
      await runWps(['status', '-w', workspace, ...args], { env: { XDG_CONFIG_HOME: folder } });
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('chmod 600') });
    await chmod(file, 0o600);
    expect(await run()).toMatchObject({ code: 0 });
    expect(await run('--profile', 'other')).toMatchObject({
      code: 2,
      err: expect.stringContaining('it has: default'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
