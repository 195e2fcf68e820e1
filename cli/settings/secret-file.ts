import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { usage } from '../exit-codes.ts';

/** The secret in a file; `-` is standard input. A secret is never a flag, which other users of the machine can see. */
export async function readSecret(file: string, flag: string): Promise<string> {
  const found = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((error: Error) => {
    throw usage(`The file of ${flag} cannot be read: ${error.message}`);
  });
  const secret = found.trim();
  if (secret === '') throw usage(`${file === '-' ? 'Standard input' : file} is empty, and ${flag} is a key.`);
  return secret;
}
