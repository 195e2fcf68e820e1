import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './api/app.ts';
import { describeApi } from './api/document/document.ts';
import { readServerConfig, type ServerConfig } from './config/config.ts';
import { listenForChanges } from './db/changes/change-notices.ts';
import { openDatabase } from './db/database.ts';
import { pendingMigrations } from './db/pending-migrations.ts';
import { pages } from './pages/pages.ts';
import { listen } from './processes/listen.ts';
import { nameMissingKeys } from './processes/name-missing-keys.ts';
import { openParts, type Parts } from './processes/open-parts.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';
import { requireDatabase } from './processes/require-database.ts';
import { startTracing, traceRequests } from './processes/start-tracing.ts';
import { createLog, type Log } from './telemetry/log.ts';
import { openApiMetrics } from './telemetry/metrics/api-metrics.ts';
import { WorkspaceLabel } from './telemetry/metrics/workspace-label.ts';

export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /** Ends all streams, answers the requests in flight, then closes all connections. */
  stop(): Promise<void>;
}

/** How long a request in flight may take after the signal to stop: under what orchestrators wait before they kill. */
const graceMs = 20_000;

/** Between two statements of a transaction: nobody waits for anything else with a connection in hand. */
const idleMs = 5_000;

/** The API, listening when it resolves. It starts without Postgres and Temporal, and says 503 until they are there. */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const log = createLog({ ...config.log, name: 'api' });
  const stopping = new AbortController();
  let stop: (() => Promise<void>) | undefined;
  await requireDatabase(config.database, log, stopping.signal, () => void stop?.());
  const { statementMs, webhooks } = config.pools;
  const parts = openParts(config, log, {
    applicationName: 'workspace-payment-sync api',
    timeouts: { statementMs, idleMs },
  });
  const { db, gateway, schedules, providers, kms, dataKeys, keyring } = parts;
  const webhookDb = openDatabase({
    url: config.database.url,
    maxConnections: webhooks.maxConnections,
    applicationName: 'workspace-payment-sync api webhooks',
    timeouts: { statementMs: webhooks.statementMs, idleMs },
    onIdleError: (err) => log.warn({ err }, 'an idle database connection ended'),
  });
  const changes = listenForChanges({
    url: config.database.directUrl,
    applicationName: 'workspace-payment-sync api listener',
    onLost: (err) =>
      log.warn({ err }, 'not receiving changes: secrets and API keys are read for every request'),
  });
  const app = createApp(
    {
      db,
      webhookDb,
      gateway,
      schedules,
      providers,
      kms,
      dataKeys,
      keyring,
      changes,
      log,
      stopping: stopping.signal,
      traceRequests: await traceRequests(config.tracing),
      metrics: openApiMetrics(new WorkspaceLabel(config.metrics.workspaceLabel, log)),
      pendingMigrations: () => pendingMigrations(config.database.url),
      config: { ...config.api, metricsToken: config.metrics.token, oidc: config.oidc, slots: config.slots },
    },
    [pages],
  );
  // A third of a second that would else be the first reader's, and everybody's who asks meanwhile.
  describeApi(app);
  const closeAll = async () => {
    stopping.abort();
    await Promise.allSettled([changes.close(), webhookDb.close(), parts.close()]);
  };
  const listener = await listen(app, config.http, {
    behindProxies: config.api.trustedProxies > 0,
  }).catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  void nameMissingKeys(db, kms, log);
  void registerSearchAttributes(parts, log, stopping.signal);
  stop = async () => {
    stopping.abort();
    await listener.close(graceMs);
    await closeAll();
  };
  return {
    url: `http://${listener.host.includes(':') ? `[${listener.host}]` : listener.host}:${listener.port}`,
    stop,
  };
}

/** Tries until Temporal is there. */
async function registerSearchAttributes(parts: Parts, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await parts.registerSearchAttributes();
    } catch (err) {
      if (signal.aborted) return;
      log.warn({ err }, 'Temporal cannot be reached: trying again');
      await sleep(5_000, undefined, { signal }).catch(() => {});
    }
  }
}

async function main(): Promise<void> {
  const config = readConfigOrExit(readServerConfig);
  const endTracing = await startTracing('api', config.tracing);
  try {
    const server = await startServer(config);
    process.stdout.write(`api listening on ${server.url}\n`);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await server.stop();
      await endTracing();
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void (stopped ??= stop()));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
