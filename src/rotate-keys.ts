import { readKeyRotationConfig } from './config/config.ts';
import { openDatabase } from './db/database.ts';
import { SyncError } from './domain/sync-error.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';
import { createKeyring } from './security/keyring.ts';
import { resealCredentials } from './services/credentials/reseal-credentials.ts';

const usage = `npm run keys:rotate

Seals every stored credential, webhook secret and signing secret with the first key of CREDENTIAL_KEYS, while the service runs, and says how
many values each key seals then: a key that seals none can be taken out of CREDENTIAL_KEYS. It can be run any number of times.

Reads DATABASE_URL and CREDENTIAL_KEYS. Exit code 1 if a value could not be opened, or the database is away.
`;

async function main(): Promise<void> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(usage);
    return;
  }
  const { database, credentialKeys } = readConfigOrExit(readKeyRotationConfig);
  const keyring = createKeyring(credentialKeys);
  const db = openDatabase({
    url: database.url,
    maxConnections: 1,
    applicationName: 'payment-sync-keys',
  });
  const caller = { actor: 'command:keys:rotate', requestId: null, remoteAddress: null };
  try {
    const { owners, unreadable, left } = await resealCredentials({ db, keyring }, caller, {
      onProgress: (done) => process.stderr.write(`${done} so far\n`),
    });
    process.stdout.write(
      `${owners} connections and webhook endpoints sealed with ${JSON.stringify(keyring.sealsWith)} just now\n`,
    );
    for (const [key, values] of left) {
      const note = keyring.keyIds.has(key) ? '' : ', which CREDENTIAL_KEYS lacks';
      process.stdout.write(`${values} values are sealed with ${JSON.stringify(key)}${note}\n`);
    }
    for (const id of keyring.keyIds) {
      if (!left.has(id) && id !== keyring.sealsWith)
        process.stdout.write(
          `nothing is sealed with ${JSON.stringify(id)}: it can be taken out of CREDENTIAL_KEYS\n`,
        );
    }
    for (const { owner, reason } of unreadable) {
      const what = 'provider' in owner ? owner.provider : `webhook endpoint ${owner.receiverId}`;
      process.stderr.write(`workspace ${owner.workspaceId}, ${what}: ${reason}\n`);
    }
    if (unreadable.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    process.stderr.write(`Not all is sealed anew. ${error.message} Run it again.\n`);
    process.exitCode = 1;
  } finally {
    await db.close();
  }
}

if (import.meta.main) await main();
