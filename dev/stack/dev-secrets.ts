import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolder } from '../paths.ts';

const secrets = z.object({ adminKey: z.string(), credentialKeys: z.string() });

/** The embedded stack's own keys: made once, and kept beside the data that only they can decrypt. */
export async function devSecrets(folder = dataFolder): Promise<z.infer<typeof secrets>> {
  const file = join(folder, 'dev-secrets.json');
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  if (stored !== undefined) return secrets.parse(JSON.parse(stored));
  const made = {
    adminKey: `dev-${randomBytes(18).toString('base64url')}`,
    credentialKeys: `dev:${randomBytes(32).toString('base64')}`,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
