import type { Measured, Trial } from './backfill/contender.ts';
import { measure } from './measure.ts';
import { startSignalled } from './signalled-process.ts';

/** Runs a script of `peers/` in a process of its own and measures it. Throws if the script says that it failed. */
export async function runPeer(
  file: string,
  { stage, database, account, apiKey, nodeArgs }: Trial,
  env: Record<string, string> = {},
): Promise<Measured> {
  const child = await startSignalled({
    file: `bench/peers/${file}`,
    nodeArgs,
    env: {
      DATABASE_URL: database,
      STRIPE_API_BASE: stage.simulator.url,
      STRIPE_API_KEY: apiKey,
      STRIPE_ACCOUNT_ID: account.id,
      ...env,
    },
  });
  try {
    return await measure(stage, child.pid, () => child.go());
  } finally {
    await child.stop();
  }
}
