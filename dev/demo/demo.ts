/**
 * `npm run demo`: the whole service on this machine with simulated accounts of Stripe and Chargebee, from nothing to a checked copy, for
 * people to watch. Stays up in a terminal; without one, or with `-- --once`, it ends: 0 when every object landed, else 1.
 */
import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import { commandLine } from '../command-line.ts';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import { demoAccounts, demoSpecs, unreliable } from './accounts.ts';
import { catchUp, followChanges, type DemoStage } from './follow.ts';
import { jsonServer } from './http.ts';
import { whatLanded } from './landed.ts';
import { number } from './progress.ts';
import { openRowCounter } from './rows.ts';
import { connectWorkspace, durationOf, syncAll, type DemoSession, type DemoWorkspace } from './sync.ts';
import { startProduct, type Product } from '../stack/product.ts';
import { dashboardLink } from '../stack/sign-in.ts';
import { startStack, type Stack } from '../stack/stack.ts';

const usage = `npm run demo [-- --once]

The whole service on this machine with simulated accounts of Stripe and Chargebee, from nothing to a checked copy: connects four workspaces, syncs
them, follows changes by webhooks and without them, and compares every object. Keeps nothing. In a terminal it stays up until Ctrl-C.

  --once  ends by itself: code 0 if every object landed, else 1
  --help  this text`;
const { values } = commandLine(usage, { once: { type: 'boolean', default: false } });
const staysUp = process.stdout.isTTY && !values.once;
const adminKey = `demo-${randomBytes(18).toString('base64url')}`;

const say = (line = '') => console.log(line);
const heading = (text: string) => say(`\n${styleText('bold', text)}`);

/** The last lines that the processes printed, shown only if something went wrong. */
const printed: string[] = [];
function keep(line: string): void {
  printed.push(line);
  if (printed.length > 40) printed.shift();
}
process.once('exit', (code) => {
  if (code === 1 && printed.length > 0)
    console.error(`\nWhat the processes printed last:\n${printed.join('\n')}`);
});

let stack: Stack | undefined;
try {
  heading('Starting Postgres and Temporal, both for this demo only');
  stack = await startStack({ persistent: false, ui: true, say: (line) => say(`  ${line}`) });
  await demonstrate(stack);
  if (staysUp) say('\nEverything stays up until Ctrl-C, which stops and removes it all.');
  else {
    say('\nStopping all that was started. In a terminal, and without --once, it stays up.');
    await stack.stop();
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await stack?.stop();
  // At once: a Temporal or Postgres that never came up may still have a start under way.
  process.exit(1);
}

async function demonstrate(on: Stack): Promise<void> {
  const product = await start(on);
  const stage: DemoStage = {
    api: jsonServer(product.apiUrl, adminKey),
    simulator: jsonServer(product.simulatorUrl),
    rows: await openRowCounter(on.postgres),
    say,
  };
  try {
    const workspaces = await connect(stage);
    const sessions = await copy(stage, workspaces);
    heading('Changing objects in all four accounts, each change announced by a webhook');
    await followChanges(stage, workspaces);
    heading('Changing more while its webhooks are lost');
    const [, workspace] = workspaces;
    const [, full] = sessions;
    if (workspace !== undefined && full !== undefined) await catchUp(stage, workspace, full);
    showAround(on, product, workspaces);
  } finally {
    await stage.rows.close();
  }
}

async function start(on: Stack): Promise<Product> {
  heading('Starting a simulated Stripe and Chargebee, the API and a worker');
  const credentialKeys = `demo:${randomBytes(32).toString('base64')}`;
  const product = await startProduct(on, {
    ...demoSpecs,
    adminKey,
    credentialKeys,
    watch: false,
    print: keep,
  });
  say('  Up. The database has its tables, the merchants have their accounts.');
  say(`  Watch it all in the dashboard: ${dashboardLink(product)}`);
  return product;
}

async function connect({ api, simulator }: DemoStage): Promise<DemoWorkspace[]> {
  heading(
    'Connecting four workspaces, each with the key of its own account: three of Stripe, one of Chargebee',
  );
  const workspaces: DemoWorkspace[] = [];
  for (const account of demoAccounts) {
    const workspace = await connectWorkspace(api, simulator, account);
    workspaces.push(workspace);
    const counts = standardEntityTypes.map((type) => `${number(workspace.account[type])} ${type}`);
    say(`  ${workspace.name}: ${counts.join(', ')}`);
  }
  say('  Each key was tried, and each account got a webhook endpoint with a secret of its own.');
  say('  The accounts share their ids on purpose: no row may end up with a neighbour.');
  await simulator.post(`${unreliable.path}/faults`, unreliable.fault);
  say(`  ${unreliable.workspace}'s Stripe fails now and then: that may cost time, but no row.`);
  return workspaces;
}

async function copy(
  { api, simulator, rows }: DemoStage,
  workspaces: readonly DemoWorkspace[],
): Promise<DemoSession[]> {
  heading(
    'Copying all four accounts into Postgres, at the pace that Stripe allows a sandbox and Chargebee a test site',
  );
  const sessions = await syncAll(api, rows, workspaces);
  heading('What landed');
  const landed = whatLanded(workspaces, await rows.count());
  for (const line of landed.lines) say(line);
  if (landed.differences.length > 0)
    throw new Error(`The copy is not the account: ${landed.differences.join('; ')}`);
  const seconds = Math.max(...sessions.map(durationOf)) / 1_000;
  const rate = number(Math.round(landed.rows / seconds));
  say(
    `\n  ${number(landed.rows)} rows in ${seconds.toFixed(1)} s, ${rate} a second: all that the accounts hold.`,
  );
  const asked = await simulator.get<{ requests: number; byStatus: Record<string, number> }>(
    `${unreliable.path}/counts`,
  );
  say(
    `  ${unreliable.workspace}'s Stripe failed ${asked.byStatus['503'] ?? 0} of ${asked.requests} requests.`,
  );
  return sessions;
}

function showAround({ temporal }: Stack, product: Product, [workspace]: readonly DemoWorkspace[]): void {
  const { apiUrl, simulatorUrl } = product;
  heading('Look around');
  say(`  Dashboard          ${dashboardLink(product)}`);
  say(
    '                     The link signs in once, within ten minutes; later sign in with the admin API key.',
  );
  const query = encodeURIComponent('WorkflowType="workspaceSync"');
  say(`  API documentation  ${apiUrl}/docs`);
  say(`  Temporal Web UI    ${temporal.uiUrl}/namespaces/${temporal.namespace}/workflows?query=${query}`);
  say(`  Health             ${apiUrl}/readyz`);
  say(`  Simulator          ${simulatorUrl}/_sim`);
  say(`  Admin API key      ${adminKey}`);
  const customers = `${apiUrl}/api/v1/workspaces/${workspace?.id}/customers?limit=2`;
  say(`\n  Two customers of ${workspace?.name}, from the copy:`);
  say(`  curl -H 'Authorization: Bearer ${adminKey}' '${customers}'`);
}
