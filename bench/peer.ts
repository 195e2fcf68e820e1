import { startProcess } from '../dev/process.ts';
import type { Measured, Trial } from './contender.ts';
import { measure } from './measure.ts';

/** Runs a script of `peers/` in a process of its own and measures it. Throws where the script says that it failed. */
export async function runPeer(
  file: string,
  { stage, database, account, apiKey, nodeArgs }: Trial,
  env: Record<string, string> = {},
): Promise<Measured> {
  const lines: string[] = [];
  const ended = Promise.withResolvers<void>();
  const child = await startProcess({
    name: 'peer',
    file: `bench/peers/${file}`,
    nodeArgs: [...nodeArgs],
    env: {
      DATABASE_URL: database,
      STRIPE_API_BASE: stage.simulator.url,
      STRIPE_API_KEY: apiKey,
      STRIPE_ACCOUNT_ID: account.id,
      ...env,
    },
    ready: /ready$/,
    print(line) {
      lines.push(line);
      if (/\]\s*(done|failed)$/.test(line)) ended.resolve();
    },
    onExit: (how) => ended.reject(new Error(`${file} ended (${how}):\n${lines.join('\n')}`)),
  });
  try {
    const measured = await measure(stage, child.pid, async () => {
      process.kill(child.pid, 'SIGUSR2');
      await ended.promise;
    });
    if (lines.at(-1)?.endsWith('failed')) throw new Error(`${file} failed:\n${lines.join('\n')}`);
    return measured;
  } finally {
    await child.stop();
  }
}
