import { readKeyRotationConfig } from './config/config.ts';
import { openDatabase } from './db/database.ts';
import { SyncError } from './domain/sync-error.ts';
import { openKms } from './processes/open-data-keys.ts';
import { printUsage } from './processes/print-usage.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';
import { rewrapDataKeys } from './services/credentials/rewrap-data-keys.ts';

const usage = `npm run keys:rotate

Wraps the data key of every workspace, which seals its credentials and secrets, with the first key of CREDENTIAL_KEYS, while the service runs,
and says how many each key wraps then: a key that wraps none can be taken out of CREDENTIAL_KEYS. It can be run any number of times.

Reads DATABASE_URL and CREDENTIAL_KEYS. Exit code 1 if a data key could not be unwrapped, or the database is away.
`;

async function main(): Promise<void> {
  if (printUsage(usage)) return;
  const config = readConfigOrExit(readKeyRotationConfig);
  const kms = openKms(config);
  const db = openDatabase({
    url: config.database.url,
    maxConnections: 1,
    applicationName: 'payment-sync-keys',
  });
  const caller = { actor: 'command:keys:rotate', requestId: null, remoteAddress: null };
  try {
    const { workspaces, unreadable, left } = await rewrapDataKeys({ db, kms }, caller, {
      onProgress: (done) => process.stderr.write(`${done} so far\n`),
    });
    process.stdout.write(`${workspaces} data keys wrapped with ${JSON.stringify(kms.wrapsWith)} just now\n`);
    for (const [key, dataKeys] of left) {
      const note = kms.keyIds.has(key) ? '' : ', which CREDENTIAL_KEYS lacks';
      process.stdout.write(`${dataKeys} data keys are wrapped with ${JSON.stringify(key)}${note}\n`);
    }
    for (const id of kms.keyIds) {
      if (!left.has(id) && id !== kms.wrapsWith)
        process.stdout.write(
          `nothing is wrapped with ${JSON.stringify(id)}: it can be taken out of CREDENTIAL_KEYS\n`,
        );
    }
    for (const { workspaceId, reason } of unreadable) {
      process.stderr.write(`workspace ${workspaceId}: ${reason}\n`);
    }
    if (unreadable.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    process.stderr.write(`Not all is wrapped anew. ${error.message} Run it again.\n`);
    process.exitCode = 1;
  } finally {
    await db.close();
  }
}

if (import.meta.main) await main();
