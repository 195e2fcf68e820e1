import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import type { JsonServer } from '../demo/http.ts';

const sizes = { customers: 900, products: 12, prices: 30, subscriptions: 400 };

/** A workspace that is connected to a new account of the simulator. Resolves to its path in the API. */
async function connect(
  { api, simulator }: Stage,
  workspace: string,
  spec: Partial<AccountSpec> = {},
): Promise<{ path: string; account: string; key: string; id: string }> {
  const name = workspace.toLowerCase().replaceAll(' ', '_');
  const key = `sk_test_${name}_0001`;
  const account = `acct_demo_${name}`;
  await simulator.post('/_sim/accounts', { id: account, keys: [key], name: workspace, ...sizes, ...spec });
  const { id } = await api.post<{ id: string }>('/api/v1/workspaces', { name: workspace });
  const path = `/api/v1/workspaces/${id}`;
  await api.post(`${path}/payment-providers/stripe`, { api_key: key });
  return { path, account, key, id };
}

export interface Stage {
  readonly api: JsonServer;
  readonly simulator: JsonServer;
  readonly simulatorUrl: string;
}

/** Waits until no sync runs in the workspace any more. */
async function settle({ api }: Stage, path: string): Promise<void> {
  for (;;) {
    const { session, last_sync } = await api.get<{ session: object | null; last_sync: object | null }>(
      `${path}/sync/stripe/status`,
    );
    if (session === null && last_sync !== null) return;
    await sleep(300);
  }
}

/** Brings some more workspaces into states that people meet, beside those of the demo. Resolves to the id of one that syncs for minutes. */
export async function stageStates(stage: Stage): Promise<string> {
  const { api, simulator } = stage;
  await connect(stage, 'Delta Records');

  const revoked = await connect(stage, 'Ember Studio');
  await simulator.post(`/_sim/accounts/${revoked.account}/keys`, { key: `${revoked.key}_other` });
  await fetch(`${stage.simulatorUrl}/_sim/accounts/${revoked.account}/keys/${revoked.key}`, {
    method: 'DELETE',
  });
  await api.post(`${revoked.path}/sync/stripe/initial`, {});

  const cancelled = await connect(stage, 'Fjord Outdoor', { limits: { perSecond: 1 } });
  const { session_id } = await api.post<{ session_id: string }>(`${cancelled.path}/sync/stripe/initial`, {});
  await api.post(`${cancelled.path}/sync/sessions/${session_id}/cancel`);
  await settle(stage, revoked.path);

  const long = await connect(stage, 'Glacier Tools', {
    customers: 60_000,
    products: 300,
    prices: 900,
    subscriptions: 22_000,
    limits: { perSecond: 10 },
    latency: { fixedMs: 120, jitterMs: 80 },
  });
  await api.post(`${long.path}/sync/stripe/initial`, {});
  await sleep(15_000);
  return long.id;
}
