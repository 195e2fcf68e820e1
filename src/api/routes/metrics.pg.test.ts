import { Client } from 'pg';
import { describe, expect, inject, it as base } from 'vitest';
import { createApp } from '../app.ts';
import { paymentProviders } from '../../domain/payment-provider.ts';
import { connectionStates } from '../../domain/status/connection-state.ts';
import { startTestApi } from '../../../test/support/api.ts';
import { openApiMetrics } from '../../telemetry/metrics/api-metrics.ts';
import { apiMetrics, stateMetrics } from '../../telemetry/metrics/api-definitions.ts';
import { WorkspaceLabel } from '../../telemetry/metrics/workspace-label.ts';
import type { MetricDefinition } from '../../telemetry/metrics/definition.ts';
import { startSession } from '../../../test/support/seed.ts';

const token = 'a-token-for-prometheus';

const it = base
  .extend('api', { scope: 'file' }, async ({}, { onCleanup }) => {
    const api = await startTestApi();
    onCleanup(() => api.stop());
    return api;
  })
  /** A scrape by an API of its own, which has read nothing before. */
  .extend('scrape', ({ api }) => async (setting?: 'all' | 'none', key = token) => {
    const app = createApp({
      ...api.deps,
      metrics: openApiMetrics(new WorkspaceLabel(setting, api.deps.log)),
      config: { ...api.deps.config, metricsToken: token },
    });
    const answer = await app.request('/metrics', { headers: { authorization: `Bearer ${key}` } });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  })
  .extend('connected', async ({ api }) => {
    const workspace = await api.workspace();
    await api.connect(workspace);
    return workspace;
  });

/** In the API's database. */
async function asSuperuser(databaseUrl: string, sql: string): Promise<void> {
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(databaseUrl).pathname;
  const superuser = new Client({ connectionString: url.href });
  await superuser.connect();
  await superuser.query(sql);
  await superuser.end();
}

/** One that fails and has two deliveries, of which one is due, and one that is switched off. */
const endpointsOf = (workspace: string) => `
  with r as (insert into receivers (workspace_id, url, secrets_encrypted, failing_since, disabled_at, disabled_reason)
    values ('${workspace}', 'https://one.example', 'sealed', now() - interval '2 hours', null, null),
      ('${workspace}', 'https://two.example', 'sealed', null, now(), 'gone') returning id, disabled_at)
  insert into deliveries (workspace_id, receiver_id, type, body, happened_at, state, due_at)
  select '${workspace}', id, 'sync.failed', '{}', now(), 'waiting', due
  from r, unnest(array['2026-01-01T00:00:00Z'::timestamptz, now() + interval '1 hour']) due where disabled_at is null`;

const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
};

describe('/metrics of the API', () => {
  it('opens to the token and to the platform, and to no one else', async ({ api, scrape, connected }) => {
    expect(await scrape()).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect((await scrape(undefined, api.adminKey)).status).toBe(200);
    for (const key of ['wrong', '', await api.key(connected, 'owner')])
      expect((await scrape(undefined, key)).status).toBe(401);
    expect(
      (await api.app.request('/metrics', { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(401);
  });

  it('says how many connections to Postgres each pool uses, and how many requests wait for one', async ({
    api,
    scrape,
  }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const busy = api.db.asSystem('list workspaces', () => promise);
    const { text } = await scrape();
    resolve();
    await busy;
    const of = (pool: string, state: string) =>
      valueOf(text, `workspace_sync_database_connections{pool="${pool}",state="${state}"}`);
    expect(of('api', 'in_use')).toBeGreaterThan(0);
    expect([of('api', 'waiting'), of('webhooks', 'waiting')]).toEqual([0, 0]);
  });

  it('exports every metric of its list, each with its type, and none besides those of Node', async ({
    scrape,
  }) => {
    const { text } = await scrape();
    const all: MetricDefinition[] = Object.values({ ...apiMetrics, ...stateMetrics });
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]);
    const own = types.filter(([name]) => !/^(process|nodejs)_/.test(name!));
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries(all.map(({ name, kind }) => [name, kind])));
  });

  it('says of a connection what the overview says', async ({ api, scrape, connected }) => {
    await api.db.inWorkspace(connected, async (ws) => {
      const config = await ws.paymentConfigs.get('stripe');
      await ws.paymentConfigs.update('stripe', { readBudget: 200 });
      await ws.reads.add('stripe', new Date().toISOString().slice(0, 10), 50);
      await startSession(ws, config!.id);
    });
    const { body } = await api.request('GET', '/api/v1/overview', { key: api.adminKey });
    const { text } = await scrape('all');
    for (const [state, count] of Object.entries(body.counts))
      expect(valueOf(text, `workspace_sync_connections{provider="stripe",state="${state}"}`)).toBe(count);
    const labels = `workspace_id="${connected}",provider="stripe"`;
    expect(valueOf(text, `workspace_sync_read_budget_used_ratio{${labels}}`)).toBe(0.25);
    const sessions = `workspace_sync_active_sessions_total{${labels},session_type="initial_sync"}`;
    expect(valueOf(text, sessions)).toBe(1);
    expect(valueOf(text, 'workspace_sync_dependency_up{dependency="temporal"}')).toBe(1);
  });

  it('says how the webhooks to a workspace are', async ({ api, scrape, connected }) => {
    const { text: before } = await scrape();
    expect(before).not.toMatch(/^payment_sync_webhook_deliveries_oldest_due/m);
    await asSuperuser(api.databaseUrl, endpointsOf(connected));
    const { text } = await scrape();
    expect(valueOf(text, 'payment_sync_webhook_receivers{state="failing"}')).toBe(1);
    expect(valueOf(text, 'payment_sync_webhook_receivers{state="off"}')).toBe(1);
    expect(valueOf(text, 'payment_sync_webhook_deliveries_waiting')).toBe(2);
    expect(valueOf(text, 'payment_sync_webhook_deliveries_oldest_due_timestamp_seconds')).toBe(
      Date.UTC(2026, 0, 1) / 1000,
    );
  });

  it('says that Temporal is away, and goes on with the rest', async ({ api, scrape, onTestFinished }) => {
    api.gateway.away = true;
    onTestFinished(() => {
      api.gateway.away = false;
    });
    const { text } = await scrape();
    expect(valueOf(text, 'workspace_sync_dependency_up{dependency="temporal"}')).toBe(0);
    expect(valueOf(text, 'workspace_sync_dependency_up{dependency="postgres"}')).toBe(1);
    expect(valueOf(text, 'workspace_sync_collector_errors_total{part="temporal"}')).toBe(1);
    expect(text).not.toMatch(/^workspace_sync_task_queue_pollers\{/m);
    expect(text).toMatch(/^workspace_sync_connections\{/m);
  });

  it('measures requests by route, whatever is in the path', async ({ api, connected }) => {
    await api.request('GET', `/api/v1/workspaces/${connected}`, { key: api.adminKey });
    await api.request('GET', '/nothing/here', { key: api.adminKey });
    const text = await api.deps.metrics.text();
    const routes = new Set(
      [...text.matchAll(/http_request_duration_seconds_count\{[^}]*route="([^"]*)"/g)].map(
        ([, route]) => route,
      ),
    );
    expect(routes).toContain('/api/v1/workspaces/:workspace_id');
    expect(routes).toContain('none');
    expect([...routes].join()).not.toContain(connected);
  });
});

/** Workspaces with a connection and a session each, written as superuser: one by one they would take longer than all else. */
const manyWorkspaces = `
  with w as (insert into workspaces (name) select 'w' || n from generate_series(1, 2000) n returning id),
    c as (insert into workspace_payment_configs (workspace_id, provider_name, credentials_encrypted, credentials_hint,
        livemode)
      select id, 'stripe', 'sealed', '0000', false from w returning workspace_id, id)
  insert into payment_sync_sessions (workspace_id, id, provider_name, provider_config_id, session_type, sync_mode,
    entity_types, workflow_id, run_id)
  select workspace_id, gen_random_uuid(), 'stripe', id, 'initial_sync', 'full', '{customers}', 'w', 'r' from c`;

describe('with 2,000 workspaces', () => {
  it('a scrape names none by itself, all if it is told to, and counts each in both', async ({
    api,
    scrape,
  }) => {
    await asSuperuser(api.databaseUrl, manyWorkspaces);
    const scraped = { auto: await scrape(), none: await scrape('none'), all: await scrape('all') };
    const named = Object.entries(scraped).map(([setting, { text }]) => [
      setting,
      new Set(text.match(/workspace_id="[0-9a-f-]{36}"/g)).size,
    ]);
    expect(Object.fromEntries(named)).toEqual({ auto: 0, none: 0, all: expect.toSatisfy((n) => n >= 2_000) });
    for (const { text } of Object.values(scraped)) {
      const states = [...text.matchAll(/^workspace_sync_connections\{.*\} (\d+)$/gm)];
      const all = states.reduce((sum, [, count]) => sum + Number(count), 0);
      expect(all).toBeGreaterThanOrEqual(2_000);
      expect(text.split('\n').filter((line) => line.startsWith('workspace_sync_connections{'))).toHaveLength(
        connectionStates.length * paymentProviders.length,
      );
    }
  });
});
