import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import { openDatabase } from '../../src/db/database.ts';
import { workspaceId } from '../../src/domain/ids.ts';
import type { JsonServer } from '../demo/http.ts';

const sizes = { customers: 900, products: 12, prices: 30, subscriptions: 400 };

export interface Stage {
  readonly api: JsonServer;
  readonly simulator: JsonServer;
  readonly simulatorUrl: string;
  readonly databaseUrl: string;
  /** Takes outgoing webhooks. */
  readonly receiverUrl: string;
}

/** What the pictures are of, by ids. */
export interface Staged {
  /** A workspace with something on every page. */
  readonly main: string;
  /** One that syncs for minutes. */
  readonly syncing: string;
  /** An outgoing webhook of `main`. */
  readonly receiver: string;
  /** A merchant's link to connect an account. */
  readonly connectLink: () => Promise<string>;
}

interface Connected {
  readonly path: string;
  readonly account: string;
  readonly key: string;
  readonly id: string;
}

/** A workspace that is connected to a new account of the simulator. */
async function connect(
  { api, simulator }: Stage,
  workspace: string,
  spec: Partial<AccountSpec> = {},
): Promise<Connected> {
  const name = workspace.toLowerCase().replaceAll(' ', '_');
  const key = `sk_test_${name}_0001`;
  const account = `acct_demo_${name}`;
  await simulator.post('/_sim/accounts', { id: account, keys: [key], name: workspace, ...sizes, ...spec });
  const { id } = await api.post<{ id: string }>('/api/v1/workspaces', { name: workspace });
  const path = `/api/v1/workspaces/${id}`;
  await api.post(`${path}/payment-providers/stripe`, { api_key: key });
  return { path, account, key, id };
}

/** Starts a sync, and waits for its end unless it is to go on. */
async function sync(
  { api }: Stage,
  { path }: Connected,
  kind: 'initial' | 'incremental' = 'initial',
): Promise<void> {
  const { session_id: id } = await api.post<{ session_id: string }>(`${path}/sync/stripe/${kind}`, {});
  for (;;) {
    const { status } = await api.get<{ status: string }>(`${path}/sync/sessions/${id}`);
    if (status !== 'running' && status !== 'pending') return;
    await sleep(300);
  }
}

/** Brings workspaces into the states that people meet. */
export async function stageStates(stage: Stage): Promise<Staged> {
  const main = await connect(stage, 'Aurora Fitness');
  await sync(stage, main);
  const borealis = await connect(stage, 'Borealis Coffee');
  await sync(stage, borealis);
  await connect(stage, 'Delta Records');
  await withoutPermission(stage);
  await cancelled(stage);
  // Before a drain runs: each reads the policy when it begins.
  await stage.api.patch(`${main.path}/payment-providers/stripe`, { conflict_policy: 'manual' });
  await setAside(stage, main);
  await conflicts(stage, main);
  const receiver = await settings(stage, main);
  const syncing = await longSync(stage);
  return {
    main: main.id,
    syncing: syncing.id,
    receiver,
    connectLink: async () => {
      const { id } = await stage.api.post<{ id: string }>('/api/v1/workspaces', { name: 'Harbour Cycles' });
      const { url } = await stage.api.post<{ url: string }>(`/api/v1/workspaces/${id}/connect-sessions`, {
        theme: { name: 'Acme Commerce' },
      });
      return url;
    },
  };
}

/** The merchant has revoked the key. */
async function withoutPermission(stage: Stage): Promise<void> {
  const revoked = await connect(stage, 'Ember Studio');
  await stage.simulator.post(`/_sim/accounts/${revoked.account}/keys`, { key: `${revoked.key}_other` });
  await fetch(`${stage.simulatorUrl}/_sim/accounts/${revoked.account}/keys/${revoked.key}`, {
    method: 'DELETE',
  });
  await sync(stage, revoked);
}

async function cancelled(stage: Stage): Promise<void> {
  const { path } = await connect(stage, 'Fjord Outdoor', { limits: { perSecond: 1 } });
  const { session_id: id } = await stage.api.post<{ session_id: string }>(`${path}/sync/stripe/initial`, {});
  await stage.api.post(`${path}/sync/sessions/${id}/cancel`);
}

/** Three signed events without an object: they can never be applied. */
async function setAside({ api, simulator }: Stage, { path, account }: Connected): Promise<void> {
  for (const type of ['customer.updated', 'price.updated', 'customer.subscription.updated']) {
    const event = {
      id: `evt_demo_${type.replaceAll('.', '_')}`,
      object: 'event',
      type,
      created: Math.floor(Date.now() / 1_000),
      livemode: false,
      data: {},
    };
    await simulator.post(`/_sim/accounts/${account}/deliveries/send`, { event });
  }
  for (let found = 0; found < 3; await sleep(500)) {
    const { events } = await api.get<{ events: object[] }>(`${path}/webhook-events?state=quarantined`);
    found = events.length;
  }
}

/** Two customers that the platform changed, and the merchant too. */
async function conflicts(stage: Stage, main: Connected): Promise<void> {
  const { api, simulator, databaseUrl } = stage;
  const { data } = await api.get<{ data: { external_id: string }[] }>(`${main.path}/customers?limit=2`);
  const db = openDatabase({ url: databaseUrl, maxConnections: 1, applicationName: 'screenshots' });
  try {
    for (const [index, { external_id: externalId }] of data.entries()) {
      await db.inWorkspace(workspaceId(main.id), async (ws) => {
        const row = (await ws.customers.getByExternalId('stripe', externalId))!;
        const change = index === 0 ? { name: 'Ana Lindström' } : { email: 'billing@nordlicht.example' };
        await ws.customers.update(row.id, row.paymentSyncVersion, change);
      });
      const theirs = index === 0 ? { name: 'Ana Berg' } : { email: 'accounts@nordlicht.example' };
      await simulator.patch(`/_sim/accounts/${main.account}/customers/${externalId}`, theirs);
    }
  } finally {
    await db.close();
  }
  await sync(stage, main, 'incremental');
}

/** A schedule, keys, and outgoing webhooks. Resolves to the id of one of these. */
async function settings({ api, receiverUrl }: Stage, { path }: Connected): Promise<string> {
  await api.put(`${path}/sync/stripe/schedule`, { every_seconds: 21_600 });
  await api.post(`${path}/api-keys`, { name: 'Reporting', role: 'viewer' });
  await api.post(`${path}/api-keys`, { name: 'Billing service', role: 'operator' });
  const { id } = await api.post<{ id: string }>(`${path}/webhook-endpoints`, {
    url: receiverUrl,
    description: 'Production',
    types: ['sync.completed', 'sync.failed', 'connection.action_required'],
  });
  for (let tests = 0; tests < 3; tests += 1) {
    await api.post(`${path}/webhook-endpoints/${id}/test`);
    await sleep(1_000);
  }
  return id;
}

async function longSync(stage: Stage): Promise<Connected> {
  const long = await connect(stage, 'Glacier Tools', {
    customers: 60_000,
    products: 300,
    prices: 900,
    subscriptions: 22_000,
    limits: { perSecond: 10 },
    latency: { fixedMs: 120, jitterMs: 80 },
  });
  await stage.api.post(`${long.path}/sync/stripe/initial`, {});
  await sleep(15_000);
  return long;
}
