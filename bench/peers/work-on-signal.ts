import { once } from 'node:events';

/** The environment variable, which the bench sets. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the bench starts this`);
  return value;
}

/**
 * Prints `ready`, does the work at the bench's signal (SIGUSR2), prints `done`, and stays, so that the bench can read
 * what the process used.
 */
export async function workOnSignal(work: () => Promise<unknown>): Promise<void> {
  setInterval(() => {}, 60_000);
  const signal = once(process, 'SIGUSR2');
  console.log('ready');
  await signal;
  try {
    await work();
    console.log('done');
  } catch (error) {
    console.error(error);
    console.log('failed');
  }
}
