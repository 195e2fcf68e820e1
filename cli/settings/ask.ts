import { createInterface } from 'node:readline/promises';
import { exitCodes, CommandError, usage } from '../exit-codes.ts';

/** Whether somebody can answer. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY && !process.env['CI'];

const interrupted = () => new CommandError(exitCodes.interrupted, 'interrupted', 'Interrupted.');

/** Asks on standard error. Throws a usage error that names `flag` if nobody can answer. */
export async function ask(question: string, flag: string): Promise<string> {
  if (!canAsk()) throw usage(`A question cannot be asked without a terminal: ${question}`, `Give ${flag}.`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new AbortController();
  lines.once('SIGINT', () => ended.abort()).once('close', () => ended.abort());
  try {
    return (await lines.question(`${question} `, { signal: ended.signal })).trim();
  } catch {
    throw interrupted();
  } finally {
    lines.close();
  }
}

export async function confirm(question: string, flag: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N]`, flag));
}

/** Asks without showing what is typed. */
export async function askHidden(question: string, flag: string): Promise<string> {
  if (!canAsk()) throw usage(`A question cannot be asked without a terminal: ${question}`, `Give ${flag}.`);
  const { stdin, stderr } = process;
  stderr.write(`${question} (it is not shown) `);
  stdin.setRawMode(true);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let typed = '';
  const read = (chunk: Buffer) => {
    for (const character of chunk.toString()) {
      if (character === '\r' || character === '\n') resolve(typed.trim());
      else if (character === '\u0003' || character === '\u0004') reject(interrupted());
      else if (character === '\u007F' || character === '\b') typed = typed.slice(0, -1);
      else if (character >= ' ') typed += character;
    }
  };
  stdin.on('data', read);
  try {
    return await promise;
  } finally {
    stdin.off('data', read).setRawMode(false).pause();
    stderr.write('\n');
  }
}
