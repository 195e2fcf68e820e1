import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { projectRoot } from '../../dev/paths.ts';
import { workspaceTest } from '../support/workspace-test.ts';

const run = promisify(execFile);
const packages = join(projectRoot, 'node_modules');

/** The program of docs/library.md, and what must not compile. */
const example = /```ts\n([\s\S]*?)```/.exec(
  await readFile(join(projectRoot, 'docs/library.md'), 'utf8'),
)![1]!;
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
  for (const name of ['pg', 'drizzle-orm', '@types']) {
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
  await writeFile(join(project, 'program.ts'), example);
  await writeFile(join(project, 'mistakes.ts'), mistakes);
  return project;
});

it('the packed library type-checks a program from outside, and refuses its mistakes', async ({ project }) => {
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
