import { once } from 'node:events';

/** The environment variable, which the bench sets. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the bench starts this`);
  return value;
}

/**
 * Says `ready`, does the work when the bench says so (SIGUSR2), says `done`, and stays so that the bench can read what
 * the process used.
 */
export async function whenTold(work: () => Promise<unknown>): Promise<void> {
  setInterval(() => {}, 60_000);
  const told = once(process, 'SIGUSR2');
  console.log('ready');
  await told;
  try {
    await work();
    console.log('done');
  } catch (error) {
    console.error(error);
    console.log('failed');
  }
}
