import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../dev/stack/postgres.ts';
import { startTemporal } from '../../dev/stack/temporal.ts';
import { migrate } from '../../src/db/migrate.ts';
import { bundleWorkflows } from '../../src/processes/bundle-workflows.ts';

/** The values of `inject` in tests whose project needs them (vitest.config.ts names the projects). */
declare module 'vitest' {
  export interface ProvidedContext {
    postgres: {
      /** The superuser's, for making and dropping databases. */
      adminUrl: string;
      /** The owner's, on the migrated template, which takes no connections: put another database's name into it. */
      templateUrl: string;
    };
    temporal: { address: string; namespace: string };
    /** A file with this project's workflows: bundling takes seconds of a processor, and some fifty workers start in a run. */
    workflowBundle: string;
  }
}

type Server = 'postgres' | 'temporal' | 'workflowBundle';

const needed: Record<string, Server[]> = {
  pg: ['postgres'],
  temporal: ['postgres', 'temporal', 'workflowBundle'],
  e2e: ['postgres', 'temporal', 'workflowBundle'],
};

const start: Record<Server, (project: TestProject) => Promise<() => Promise<void>>> = {
  postgres,
  temporal,
  workflowBundle,
};

/**
 * vitest's global set-up, called for each project that names it and of which files are run, one after another. What one
 * project started is provided to all: a run has one of each server at most.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = (needed[project.name] ?? []).filter((server) => !project.getProvidedContext()[server]);
  const stops = await Promise.all(missing.map((server) => start[server](project)));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function postgres({ vitest }: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, databaseUrl, stop } = await startPostgres({
    persistent: false,
    onUnexpectedEnd: ended('Postgres'),
  });
  await migrate(databaseUrl);
  const database = new URL(databaseUrl).pathname.slice(1);
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  // No connection to it is possible, since one would make every clone fail.
  await admin.query(`alter database ${database} is_template true allow_connections false`);
  await admin.end();
  vitest.provide('postgres', { adminUrl, templateUrl: databaseUrl });
  return () => stop();
}

async function temporal({ vitest }: TestProject): Promise<() => Promise<void>> {
  const { address, namespace, stop } = await startTemporal({
    persistent: false,
    ui: false,
    onUnexpectedEnd: ended('Temporal'),
  });
  vitest.provide('temporal', { address, namespace });
  return () => stop();
}

async function workflowBundle({ vitest }: TestProject): Promise<() => Promise<void>> {
  const { code } = await bundleWorkflows();
  const folder = await mkdtemp(join(tmpdir(), 'payment-sync-workflows-'));
  const file = join(folder, 'workflows.js');
  await writeFile(file, code);
  vitest.provide('workflowBundle', file);
  return () => rm(folder, { recursive: true });
}

function ended(server: string) {
  return (how: string): void => {
    console.error(`${server} ended during the tests (${how}): what fails from here on fails because of that`);
    process.exitCode = 1;
  };
}
