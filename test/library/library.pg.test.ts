import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, vi } from 'vitest';
import { projectRoot } from '../../dev/paths.ts';
import { startListeningApi } from '../support/programs/listening-api.ts';
import { workspaceTest } from '../support/workspace-test.ts';

/** Whichever runs first packs the library, which compiles it: 35 s on a busy machine. */
vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);
const packages = join(projectRoot, 'node_modules');

/** The program of a page. */
const exampleOf = async (page: string): Promise<string> =>
  /```ts\n([\s\S]*?)```/.exec(await readFile(join(projectRoot, page), 'utf8'))![1]!;

/** Packages that are installed with it. */
const beside = [
  'pg',
  'drizzle-orm',
  '@opentelemetry',
  'openapi-fetch',
  'openapi-typescript-helpers',
  'standardwebhooks',
  '@stablelib',
  'fast-sha256',
  'eventsource-parser',
  'commander',
  'log-update',
  'string-width',
  '@types',
];

/** What must not compile. */
const mistakes = `
import { openDatabase, workspaceId } from 'workspace-payment-sync/db';
const db = openDatabase({ url: '', maxConnections: 1, applicationName: '' });
// @ts-expect-error -- a text is no workspace
await db.inWorkspace('0190aaaa-0000-7000-8000-000000000001', async () => {});
await db.inWorkspace(workspaceId('0190aaaa-0000-7000-8000-000000000001'), async (ws) => {
  // @ts-expect-error -- the service's own modules are not in the library
  ws.inbox;
  // @ts-expect-error -- a list has a limit
  await ws.customers.list({});
  const [row] = await ws.customers.list({ limit: 1 });
  // @ts-expect-error -- rows are typed
  const email: number | undefined = row?.email;
});

import { createClient, isApiError } from 'workspace-payment-sync/client';
const sync = createClient({ url: '', apiKey: '' });
const params = { path: { workspace_id: '' } };
// @ts-expect-error -- no such path
await sync.get('/api/v1/workspace');
// @ts-expect-error -- a path's parameters are needed
await sync.get('/api/v1/workspaces/{workspace_id}');
// @ts-expect-error -- the list is in another field
sync.each('/api/v1/workspaces/{workspace_id}/products', 'products', { params });
// @ts-expect-error -- no such code
isApiError(null, 'session_bussy');
`;

const it = workspaceTest.extend('project', { scope: 'file' }, async ({}, { onCleanup }) => {
  const project = await mkdtemp(join(tmpdir(), 'payment-sync-library-'));
  onCleanup(() => rm(project, { recursive: true }));
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: projectRoot });
  const library = join(project, 'node_modules', 'workspace-payment-sync');
  await mkdir(library, { recursive: true });
  const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
  const packed = join(project, `workspace-payment-sync-${version}.tgz`);
  await run('tar', ['-xzf', packed, '-C', library, '--strip-components=1']);
  // As npm would install them beside it.
  for (const name of beside) {
    await symlink(join(packages, name), join(project, 'node_modules', name));
  }
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  await writeFile(join(project, 'program.ts'), await exampleOf('docs/library.md'));
  await writeFile(join(project, 'client.ts'), await exampleOf('docs/client.md'));
  await writeFile(join(project, 'mistakes.ts'), mistakes);
  return project;
});

it('the packed library and client type-check programs from outside, and refuse their mistakes', async ({
  project,
}) => {
  const checked = run(process.execPath, [join(packages, 'typescript', 'bin', 'tsc'), '-p', project]);
  await expect(checked).resolves.toMatchObject({ stdout: '' });
});

it('the example of docs/library.md runs against a database of the service', async ({
  project,
  database,
  workspace,
  inWorkspace,
}) => {
  await inWorkspace((ws) =>
    ws.customers.create({ paymentProvider: 'stripe', externalId: 'cus_1', email: 'a@example.com' }),
  );
  const { stdout } = await run(process.execPath, ['program.ts', workspace], {
    cwd: project,
    env: { ...process.env, DATABASE_URL: database.url },
  });
  expect(JSON.parse(stdout)).toEqual({ customers: ['a@example.com'], waiting: 0 });
});

it('the example of docs/client.md runs against an API', async ({ project }) => {
  const api = await startListeningApi();
  try {
    const key = 'rk_test_of_the_example';
    api.simulator.createAccount({ keys: [key], limits: 'off' });
    const running = run(process.execPath, ['client.ts'], {
      cwd: project,
      env: {
        ...process.env,
        WPS_URL: api.url,
        WPS_API_KEY: api.adminKey,
        STRIPE_KEY: key,
      },
    });
    const request = await vi.waitUntil(() => api.gateway.requests[0], { timeout: 20_000 });
    await api.db.inWorkspace(request.workspaceId, async (ws) => {
      await ws.customers.create({ paymentProvider: 'stripe', externalId: 'cus_1', email: 'a@example.com' });
      await ws.sessions.transition(request.sessionId, 'completed');
    });
    expect(JSON.parse((await running).stdout)).toEqual({ status: 'completed', emails: ['a@example.com'] });
  } finally {
    await api.stop();
  }
});

it('the packed command line runs', async ({ project }) => {
  const wps = join(project, 'node_modules', 'workspace-payment-sync', 'dist', 'cli', 'wps.js');
  const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
  expect((await run(process.execPath, [wps, '--version'])).stdout.trim()).toBe(version);
});
