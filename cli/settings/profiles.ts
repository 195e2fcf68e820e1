import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { usage } from '../exit-codes.ts';

export interface Profile {
  readonly url?: string;
  readonly api_key?: string;
}

export const profilesFile = (): string =>
  join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'wps', 'config.json');

/** The profile named by --profile or WPS_PROFILE; else `default`, if there is one. Throws a usage error that says what is wrong. */
export async function readProfile(
  name = process.env['WPS_PROFILE'] || undefined,
): Promise<Profile | undefined> {
  const file = profilesFile();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw usage(`${file} cannot be read: ${error.message}`);
  });
  if (text === undefined) {
    if (name === undefined) return undefined;
    throw usage(`There is no profile ${name}: ${file} does not exist.`);
  }
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw usage(`Others can read ${file}, and it may have keys.`, `Run: chmod 600 ${file}`);
  const profiles = profilesIn(text, file);
  const found = profiles[name ?? 'default'];
  if (found === undefined && name !== undefined)
    throw usage(`${file} has no profile ${name}; it has: ${Object.keys(profiles).join(', ')}.`);
  return found;
}

function profilesIn(text: string, file: string): Record<string, Profile> {
  const wanted = `${file} is not as {"profiles": {"default": {"url": "https://…", "api_key": "…"}}}`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw usage(wanted);
  }
  const { profiles } = Object(parsed) as { profiles?: unknown };
  if (typeof profiles !== 'object' || profiles === null) throw usage(wanted);
  for (const profile of Object.values(profiles)) {
    const { url = '', api_key = '' } = Object(profile) as Record<string, unknown>;
    if (typeof url !== 'string' || typeof api_key !== 'string') throw usage(wanted);
  }
  return profiles as Record<string, Profile>;
}
