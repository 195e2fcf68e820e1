import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, expect, it } from 'vitest';
import { bundleWorkflows } from '../../src/processes/bundle-workflows.ts';
import type { History } from './record/run-histories.ts';
import { scenarios } from './record/scenarios.ts';
import { readHistory } from './record/stored-history.ts';

/** Text and history of each file. */
let stored: Map<string, { text: string; history: History }>;
const fullSync = 'workspace-sync/full-sync.1.json';
let workflowBundle: { code: string };

beforeAll(async () => {
  const quiet = { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } };
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: quiet });
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter((file) =>
    file.endsWith('.json'),
  );
  const read = files.map(async (file) => {
    const text = await readFile(join(import.meta.dirname, file), 'utf8');
    return [file, { text, history: readHistory(text) }] as const;
  });
  stored = new Map(await Promise.all(read));
  workflowBundle = await bundleWorkflows();
}, 60_000);

/** Why histories no longer replay, by file: the message names the event. */
async function faults(histories: Iterable<readonly [string, History]>): Promise<string[]> {
  const found: string[] = [];
  const named = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, named)) {
    if (error !== undefined) found.push(`test/histories/${workflowId}: ${error.message}`);
  }
  return found;
}

it('today’s workflows replay every stored history', async () => {
  expect(await faults([...stored].map(([file, { history }]) => [file, history]))).toEqual([]);
}, 120_000);

it('a history that today’s workflows would not make is named with its event', async () => {
  const { text } = stored.get(fullSync)!;
  expect(text).toContain('"pullListings"');
  const other = readHistory(text.replaceAll('"pullListings"', '"listSomethingElse"'));
  expect(await faults([[fullSync, other]])).toEqual([
    expect.stringMatching(/^test\/histories\/workspace-sync\/full-sync\.1\.json: .*event/is),
  ]);
}, 60_000);

it('every scenario is stored, and nothing else', () => {
  const names = [...stored.keys()].map((file) => file.replace(/\.\d+\.json$/, ''));
  expect([...new Set(names)].toSorted()).toEqual(Object.keys(scenarios).toSorted());
});

it('stored histories hold nothing of the machine on which they were recorded, and no credential', () => {
  for (const { text } of stored.values()) {
    const decoded = text.replaceAll(/"data": "([^"]*)"/g, (_, data: string) => atob(data));
    expect(decoded).not.toMatch(/node_modules|file:\/\/|\.ts:\d|[sr]k_(?:test|live)|whsec_|"\d+@/);
    expect(decoded).not.toContain(`@${hostname()}`);
    const identities = [...text.matchAll(/"(?:identity|buildId)": "([^"]*)"/g)].map(
      ([, identity]) => identity,
    );
    expect(new Set(identities)).toEqual(new Set(['recorded']));
  }
});
