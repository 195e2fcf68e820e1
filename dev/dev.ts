/**
 * `npm run dev`: the embedded stack with data that stays, the simulated accounts of the demo, and API and workers
 * restarted when a file of src/ changes: one worker, or with `--workers 3` three, or with `--workers auto` as many as the load
 * asks for. With `--stripe` it asks Stripe itself, for accounts of your own. Prints the environment with which further processes join.
 */
import { commandLine } from './command-line.ts';
import { demoAccounts, demoSpecs } from './demo/accounts.ts';
import { devSecrets } from './stack/dev-secrets.ts';
import { startProduct } from './stack/product.ts';
import { dashboardLink } from './stack/sign-in.ts';
import { startStack, type Stack } from './stack/stack.ts';
import { parseWorkers } from './workers/workers-option.ts';

const usage = `npm run dev [-- --workers <n>|auto] [--stripe]

The whole service on this machine, with a Postgres and a Temporal that keep their data, simulated accounts to connect, and the sources
watched: a change starts API and worker again. Prints the dashboard's address and a link that signs in. Ctrl-C stops it.

  --workers <n>   so many workers; auto: as many as the load asks for
  --stripe        accounts of Stripe itself instead of simulated ones
  --help          this text`;

const fieldsOf = (credentials: Readonly<Record<string, string>>): string =>
  Object.entries(credentials)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ');

/** The same objects after every start, as those of a real account: generated ones are dated back from here. */
const createdTo = Date.UTC(2026, 0, 1) / 1_000;

let stack: Stack | undefined;
try {
  const { values } = commandLine(usage, {
    workers: { type: 'string' },
    stripe: { type: 'boolean', default: false },
  });
  const workers = parseWorkers(values.workers);
  stack = await startStack({ persistent: true, ui: true });
  const { adminKey, credentialKeys } = await devSecrets();
  const accounts = demoSpecs.accounts.map((spec) => ({ ...spec, createdTo }));
  const sites = demoSpecs.sites.map((spec) => ({ ...spec, createdTo }));
  const product = await startProduct(stack, {
    accounts,
    sites,
    adminKey,
    credentialKeys,
    workers,
    realStripe: values.stripe,
    watch: true,
    print: console.log,
  });
  console.log('\nFor further processes (npm run worker, npm run doctor, psql "$DATABASE_URL"), paste:\n');
  for (const [name, value] of Object.entries(product.env)) console.log(`export ${name}='${value}'`);
  console.log(`\nDashboard           ${dashboardLink(product)}`);
  console.log(
    '                    The link signs in once, within ten minutes; later sign in with ADMIN_API_KEY.',
  );
  console.log(`API documentation   ${product.apiUrl}/docs`);
  console.log(`Temporal Web UI     ${stack.temporal.uiUrl}`);
  if (!values.stripe) {
    console.log(`Simulator           ${product.simulatorUrl}/_sim`);
    for (const { provider, workspace, credentials } of demoAccounts)
      console.log(`To connect          ${provider}: ${fieldsOf(credentials)} (${workspace})`);
  }
  console.log(
    '\nAPI and workers restart when a file of src/ changes. Ctrl-C stops all; the data stays in .data/.\n',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stack?.stop();
  process.exit(1);
}
