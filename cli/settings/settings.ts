import { createClient, type Client } from '../../client/client.ts';
import { CommandError, exitCodes, usage } from '../exit-codes.ts';
import type { Format } from '../output/output.ts';
import { askHidden, canAsk } from './ask.ts';
import { readProfile } from './profiles.ts';
import { readSecret } from './secret-file.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly url?: string;
  readonly apiKeyFile?: string;
  readonly profile?: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
}

export interface Connection {
  readonly url: string;
  readonly apiKey: string;
  readonly client: Client;
}

export function formatOf({ json, jsonl }: GlobalFlags): Format {
  if (json === true && jsonl === true) throw usage('Give --json or --jsonl, not both.');
  return json === true ? 'json' : jsonl === true ? 'jsonl' : 'text';
}

const present = (name: string): string | undefined => process.env[name] || undefined;

/** Where the API is: a flag, the environment, or a profile. */
export async function urlOf(flags: GlobalFlags): Promise<string> {
  const url = flags.url ?? present('WPS_URL') ?? (await readProfile(flags.profile))?.url;
  if (url === undefined) throw usage('No API is named.', 'Give --url, or set WPS_URL.');
  return url;
}

async function keyOf(flags: GlobalFlags): Promise<string> {
  if (flags.apiKeyFile !== undefined) return await readSecret(flags.apiKeyFile, '--api-key-file');
  const known = present('WPS_API_KEY') ?? (await readProfile(flags.profile))?.api_key;
  if (known !== undefined) return known.trim();
  if (canAsk()) return await askHidden('API key:', '--api-key-file');
  throw new CommandError(
    exitCodes.key,
    'key_missing',
    'No API key is given.',
    'Set WPS_API_KEY, or give --api-key-file.',
  );
}

export async function connectionOf(flags: GlobalFlags): Promise<Connection> {
  const url = await urlOf(flags);
  const apiKey = await keyOf(flags);
  try {
    return { url, apiKey, client: createClient({ url, apiKey }) };
  } catch (error) {
    throw error instanceof TypeError ? usage(error.message) : error;
  }
}
