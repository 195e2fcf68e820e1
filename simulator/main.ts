import { parse } from './core/json.ts';
import { parseArgs } from 'node:util';
import type { SiteSpec } from './chargebee/site/site-spec.ts';
import type { AccountSpec } from './stripe/account/account-spec.ts';
import { startSimulator } from './server.ts';

/**
 * Runs the simulator by itself: `node simulator/main.ts --port 12111 --accounts '[{"keys":["sk_test_demo"],"customers":1000}]'`.
 * `--sites` has Chargebee's. Each flag can be given by environment too: SIMULATOR_PORT, SIMULATOR_HOST, SIMULATOR_ACCOUNTS and
 * SIMULATOR_SITES (lists of specs).
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['SIMULATOR_PORT'] ?? '12111' },
    host: { type: 'string', default: process.env['SIMULATOR_HOST'] ?? '127.0.0.1' },
    accounts: { type: 'string', default: process.env['SIMULATOR_ACCOUNTS'] ?? '[]' },
    sites: { type: 'string', default: process.env['SIMULATOR_SITES'] ?? '[]' },
  },
});

const simulator = await startSimulator({ port: Number(values.port), host: values.host });
for (const spec of parse<AccountSpec[]>(values.accounts)) simulator.createAccount(spec);
for (const spec of parse<SiteSpec[]>(values.sites)) simulator.createSite(spec);

// The first line tells a parent process how to reach the simulator, as JSON.
console.log(JSON.stringify({ url: simulator.url, accounts: [...simulator.accounts.keys()] }));

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
