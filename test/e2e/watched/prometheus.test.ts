import { execFile } from 'node:child_process';
import { describe, expect, test as base } from 'vitest';
import { nodeMetrics, temporalMetrics } from '../../../dev/documents/foreign-metrics.ts';
import { freePort } from '../../../dev/stack/free-port.ts';
import { prometheusPrograms } from '../../../dev/stack/prometheus-binary.ts';
import { apiMetrics, stateMetrics } from '../../../src/telemetry/metrics/api-definitions.ts';
import { workerMetrics } from '../../../src/telemetry/metrics/worker-definitions.ts';
import { panelQueries } from '../../monitoring/monitoring-files.ts';
import { startPrometheus } from '../../monitoring/prometheus-server.ts';
import { startDeployment } from '../../support/deployment.ts';

const token = 'a-token-for-prometheus';

/** API and worker as they are deployed, scraped by a Prometheus with the configuration of compose, after some work. */
const it = base
  .extend('targets', { scope: 'file' }, async ({}, { onCleanup }) => {
    const port = await freePort();
    const deployment = await startDeployment({ env: { METRICS_PORT: String(port), METRICS_TOKEN: token } });
    onCleanup(() => deployment.stop());
    await deployment.startWorker();
    const api = new URL(/http\S+/.exec(deployment.api.readyLine!)![0]).host;
    return { deployment, api, worker: `127.0.0.1:${port}`, token };
  })
  .extend('prometheus', { scope: 'file' }, async ({ targets }, { onCleanup }) => {
    const prometheus = await startPrometheus(targets);
    onCleanup(() => prometheus.stop());
    return prometheus;
  })
  .extend('running', { scope: 'file' }, async ({ targets, prometheus }) => {
    const { deployment, api, worker } = targets;
    await expect.poll(() => prometheus.values('sum(up)'), { timeout: 20_000 }).toEqual([2]);
    const begun = new Date();
    const { workspaceId, account } = await deployment.connect({
      customers: 320,
      products: 10,
      prices: 20,
      subscriptions: 40,
    });
    const session = await deployment.startSync(workspaceId, 'initial');
    expect(await deployment.service.ended(workspaceId, session)).toMatchObject({ status: 'completed' });
    for (let i = 0; i < 5; i += 1) account.customers.update(account.customers.idAt(i), { name: 'Ann' });
    const second = await deployment.startSync(workspaceId, 'incremental');
    await deployment.service.ended(workspaceId, second);
    const scrapes = {
      api: await (
        await fetch(`http://${api}/metrics`, { headers: { authorization: `Bearer ${token}` } })
      ).text(),
      worker: await (await fetch(`http://${worker}/metrics`)).text(),
    };
    return { prometheus, begun, scrapes, workspaceId };
  });

/** What Grafana puts in place of its variables. */
const filled = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '1h').replaceAll('$workspace', '.*');

describe('a real Prometheus that scrapes the running service', () => {
  it('has data for every query of every panel', async ({ running: { prometheus, begun } }) => {
    const empty = async () => {
      const found = await Promise.all(
        panelQueries.map(async ({ panel, expr }) => {
          const values = await prometheus.valuesSince(filled(expr), begun);
          return values.length === 0 ? `${panel}: ${expr}` : undefined;
        }),
      );
      return found.filter((each) => each !== undefined);
    };
    await expect.poll(empty, { timeout: 60_000, interval: 2_000 }).toEqual([]);
  });

  it('counts what was copied, and nothing is amiss', async ({ running: { prometheus, workspaceId } }) => {
    const listed = `sum(workspace_sync_entities_processed_total{workspace_id="${workspaceId}",entity_type="customers"})`;
    await expect.poll(() => prometheus.values(`${listed} >= bool 320`), { timeout: 20_000 }).toEqual([1]);
    const success = panelQueries.find(({ panel }) => panel.endsWith('Sync Success Rate'))!;
    await expect.poll(() => prometheus.values(filled(success.expr)), { timeout: 20_000 }).toEqual([1]);
    const received = 'sum(workspace_webhook_events_total{status="received",event_type="customer.updated"})';
    await expect.poll(() => prometheus.values(received), { timeout: 20_000 }).toEqual([5]);
    expect(await prometheus.values('ALERTS{alertstate="firing"}')).toEqual([]);
  });
});

describe('a scrape', () => {
  const ours = new Set(
    [workerMetrics, apiMetrics, stateMetrics].flatMap((all) =>
      Object.values(all).map(({ name }) => name as string),
    ),
  );
  const documented = new Set([...ours, ...nodeMetrics, ...temporalMetrics]);

  it('has no metric that the documents do not have', ({ running: { scrapes } }) => {
    const exported = Object.values(scrapes).flatMap((text) =>
      [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!),
    );
    expect(exported.length).toBeGreaterThan(60);
    expect(exported.filter((name) => !documented.has(name))).toEqual([]);
  });

  it('bears promtool, but for the one gauge whose name is given', async ({ running: { scrapes } }) => {
    const { promtool } = await prometheusPrograms();
    const objections = (text: string) =>
      new Promise<string[]>((resolve) => {
        const check = execFile(promtool, ['check', 'metrics'], (_, out, errors) =>
          resolve(`${out}${errors}`.split('\n').filter((line) => line !== '')),
        );
        check.stdin!.end(text);
      });
    expect(await objections(scrapes.worker)).toEqual([]);
    expect(await objections(scrapes.api)).toEqual([
      'workspace_sync_active_sessions_total non-counter metrics should not have "_total" suffix',
    ]);
  });
});
