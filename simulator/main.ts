import { parse } from './core/json.ts';
import { parseArgs } from 'node:util';
import type { AccountSpec } from './stripe/account/account-spec.ts';
import { startSimulator } from './server.ts';

/**
 * Runs the simulator by itself: `node simulator/main.ts --port 12111 --accounts '[{"keys":["sk_test_demo"],"customers":1000}]'`.
 * Each flag can be given by environment too: SIMULATOR_PORT, SIMULATOR_HOST, SIMULATOR_ACCOUNTS (a list of account specs).
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['SIMULATOR_PORT'] ?? '12111' },
    host: { type: 'string', default: process.env['SIMULATOR_HOST'] ?? '127.0.0.1' },
    accounts: { type: 'string', default: process.env['SIMULATOR_ACCOUNTS'] ?? '[]' },
  },
});

const simulator = await startSimulator({ port: Number(values.port), host: values.host });
for (const spec of parse<AccountSpec[]>(values.accounts)) simulator.createAccount(spec);

// The first line tells a parent process how to reach the simulator, as JSON.
console.log(JSON.stringify({ url: simulator.url, accounts: [...simulator.accounts.keys()] }));

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
