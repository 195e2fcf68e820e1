import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { commandLine } from '../../../dev/command-line.ts';
import { startTemporal } from '../../../dev/stack/temporal.ts';
import { ensureSearchAttributes } from '../../../src/temporal/search-attributes.ts';
import { runHistories } from './run-histories.ts';
import { scenarios } from './scenarios.ts';
import { scrub } from './scrub.ts';
import { writeHistory } from './stored-history.ts';
import { onStage } from './stage.ts';

const usage = `npm run histories:record [-- --new]

Records the histories of test/histories/record/scenarios.ts on a Temporal of its own, each run in a file test/histories/<workflow>/<scenario>.<run>.json.
They are replayed in every test run: a released workflow must be able to go on from them. Takes a minute or two.

  --new   only scenarios that have no file yet: after the first release, recorded histories stay as they are
  --help  this text`;

const folder = join(import.meta.dirname, '..');
/** After so many events of history the server suggests to continue as new, so that the recorded ones stay small. */
const suggestAfter = 100;

async function main(): Promise<void> {
  const { values } = commandLine(usage, { new: { type: 'boolean' } });
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json'));
  const isRecorded = (name: string) => files.some((file) => file.startsWith(`${name}.`));
  const wanted = Object.keys(scenarios).filter((name) => values.new !== true || !isRecorded(name));
  const outdated = files.filter(
    (file) => values.new !== true || wanted.some((name) => file.startsWith(`${name}.`)),
  );
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const temporal = await startTemporal({
    persistent: false,
    ui: false,
    dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${suggestAfter}`],
  });
  try {
    const recorded = await record(temporal, wanted);
    await Promise.all(outdated.map((file) => rm(join(folder, file))));
    for (const [file, json] of recorded) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), json);
    }
    process.stdout.write(`recorded ${recorded.size} runs of ${wanted.length} scenarios\n`);
  } finally {
    await temporal.stop();
  }
}

async function record(
  { address, namespace }: { address: string; namespace: string },
  names: readonly string[],
): Promise<Map<string, string>> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace, identity: 'client' });
  await ensureSearchAttributes(connection, namespace);
  const recorded = new Map<string, string>();
  try {
    await onStage({ client, address }, async (stage) => {
      const all = names.map(async (name) => {
        const { workflowId, runId } = await scenarios[name]!(stage);
        await client.workflow
          .getHandle(workflowId, runId)
          .result()
          .catch(() => {}); // scenarios fail and are cancelled as well
        const runs = await runHistories(client, workflowId, runId);
        for (const [i, history] of runs.entries()) {
          recorded.set(`${name}.${i + 1}.json`, writeHistory(scrub(history)));
        }
      });
      await Promise.all(all);
    });
    return recorded;
  } finally {
    await connection.close();
  }
}

if (import.meta.main) await main();
