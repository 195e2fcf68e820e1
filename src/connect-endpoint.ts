import { readPlatformEndpointConfig } from './config/config.ts';
import { SyncError } from './domain/sync-error.ts';
import { printUsage } from './processes/print-usage.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';
import { openProviders } from './providers/registry.ts';
import { makePlatformEndpoints } from './services/webhook-endpoints/platform-endpoints.ts';

const usage = `npm run connect:endpoint [-- --new]

Makes the platform's own webhook endpoint for all accounts that are connected to it, one a mode (Stripe Connect), and prints its signing
secret once: add it to STRIPE_CONNECT_WEBHOOK_SECRETS. An endpoint that is there is only checked; --new makes another one beside it, whose
secret you add before you delete the old one.

Reads PUBLIC_BASE_URL, STRIPE_PLATFORM_KEYS and the provider's other variables. Exit code 1 if something is wrong.
`;

async function main(): Promise<void> {
  if (printUsage(usage, ['--new'])) return;
  const { publicBaseUrl, providers } = readConfigOrExit(readPlatformEndpointConfig);
  try {
    const deps = { providers: openProviders(providers), config: { publicBaseUrl } };
    const endpoints = await makePlatformEndpoints(deps, { anew: process.argv.includes('--new') });
    if (endpoints.length === 0) throw new SyncError('provider_not_configured', 'No platform key is set.');
    for (const { provider, livemode, url, secret, problem } of endpoints) {
      const which = `${provider}, ${livemode ? 'live' : 'test'} mode, ${url}`;
      if (problem !== null) process.exitCode = 1;
      process.stdout.write(`${which}: ${problem ?? (secret === null ? 'as it should be' : secret)}\n`);
    }
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
