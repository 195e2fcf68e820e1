import type { Quotas } from '../domain/limits/quotas.ts';
import { readQuotas } from './quotas.ts';
import { readApiPools, readDatabase, readMigration, type ApiPools, type DatabaseConfig } from './database.ts';
import { readApi, readListener, readMetricsListener, type ApiConfig, type Listener } from './http.ts';
import { EnvironmentReader, type Environment } from '../environment/reader.ts';
import { readOidc } from './oidc.ts';
import { readMetrics, readWorkspaceLabel, type MetricsConfig } from './metrics.ts';
import { readTemporal, type TemporalConfig } from './temporal.ts';
import { readTracing } from './tracing.ts';
import { oneOf, parsedBy } from '../environment/values.ts';
import { variable, type Variable } from '../environment/variable.ts';
import {
  readLoopbackReceivers,
  readMaxConcurrentDeliveries,
  readMaxConcurrentSyncs,
  readMerchantShare,
  readPublicBaseUrl,
  readRetention,
  readSlots,
  readWorkflowBundle,
  type Retention,
  type WorkerSlots,
} from './worker.ts';
import { paymentProviders } from '../domain/payment-provider.ts';
import { registry, type ProviderSettings } from '../providers/registry.ts';
import type { Oidc } from '../security/oidc/oidc-settings.ts';
import { parseCredentialKeys, type CredentialKey } from '../security/credential-keys.ts';
import type { WorkspaceLabelSetting } from '../telemetry/metrics/workspace-label.ts';
import type { TracingConfig } from '../telemetry/tracing.ts';
import { logFormats, logLevels, type LogFormat, type LogLevel } from '../telemetry/log.ts';

interface LogConfig {
  readonly level: LogLevel;
  readonly format: LogFormat;
}

/** What every process but the migration has. */
export interface ProcessConfig {
  readonly database: DatabaseConfig;
  readonly temporal: TemporalConfig;
  readonly log: LogConfig;
  readonly credentialKeys: readonly [CredentialKey, ...CredentialKey[]];
  readonly providers: ProviderSettings;
  /** Undefined: nothing is traced. */
  readonly tracing: TracingConfig | undefined;
}

/** The API's. */
export interface ServerConfig extends ProcessConfig {
  readonly http: Listener;
  readonly api: ApiConfig & { readonly loopbackReceivers: boolean };
  readonly metrics: MetricsConfig;
  readonly pools: ApiPools;
  /** Of each worker: how many of them are wanted depends on it. */
  readonly slots: WorkerSlots;
  readonly oidc?: Oidc;
}

/** A worker's. */
export interface WorkerConfig extends ProcessConfig {
  readonly metrics: Listener & { readonly workspaceLabel: WorkspaceLabelSetting | undefined };
  readonly merchantShare: number;
  readonly retention: Retention;
  readonly quotas: Quotas;
  /** As for the API. */
  readonly publicBaseUrl: string;
  readonly maxConcurrentSyncs: number;
  readonly slots: WorkerSlots;
  /** Whether this machine may be told what happened, also by http. */
  readonly loopbackReceivers: boolean;
  readonly maxConcurrentDeliveries: number;
  /** The file with the workflows' code; undefined: it is bundled at the start. */
  readonly workflowBundle: string | undefined;
}

const logLevel = variable(
  'LOG_LEVEL',
  oneOf(logLevels, 'info'),
  'The least important messages that are logged.',
);
const logFormat = variable(
  'LOG_FORMAT',
  oneOf(logFormats, 'json'),
  'The form of the log; `text` is for people.',
);
const credentialKeys = variable(
  'CREDENTIAL_KEYS',
  parsedBy(parseCredentialKeys, 'id:key,… with keys made by `openssl rand -base64 32`'),
  'The master keys. The first wraps the data keys of workspaces, each unwraps what it has wrapped.',
);

const readProviders = (reader: EnvironmentReader): ProviderSettings =>
  Object.fromEntries(
    paymentProviders.map((name) => [name, reader.readAll(registry[name].config)]),
  ) as ProviderSettings;

const readShared = (reader: EnvironmentReader): ProcessConfig => ({
  database: readDatabase(reader),
  credentialKeys: reader.read(credentialKeys),
  temporal: readTemporal(reader),
  log: { level: reader.read(logLevel), format: reader.read(logFormat) },
  providers: readProviders(reader),
  tracing: readTracing(reader),
});

function readServer(reader: EnvironmentReader): ServerConfig {
  const shared = readShared(reader);
  const http = readListener(reader);
  const api = { ...readApi(reader, shared.temporal), loopbackReceivers: readLoopbackReceivers(reader) };
  const oidc = readOidc(reader);
  const pools = readApiPools(reader);
  const metrics = readMetrics(reader);
  const slots = readSlots(reader);
  return { ...shared, http, api, metrics, pools, slots, ...(oidc !== undefined && { oidc }) };
}

const readWorker = (reader: EnvironmentReader): WorkerConfig => ({
  ...readShared(reader),
  metrics: { ...readMetricsListener(reader), workspaceLabel: readWorkspaceLabel(reader) },
  maxConcurrentSyncs: readMaxConcurrentSyncs(reader),
  slots: readSlots(reader),
  loopbackReceivers: readLoopbackReceivers(reader),
  maxConcurrentDeliveries: readMaxConcurrentDeliveries(reader),
  merchantShare: readMerchantShare(reader),
  retention: readRetention(reader),
  publicBaseUrl: readPublicBaseUrl(reader),
  quotas: readQuotas(reader),
  workflowBundle: readWorkflowBundle(reader),
});

const readKeyRotation = (reader: EnvironmentReader): Pick<ProcessConfig, 'database' | 'credentialKeys'> => ({
  database: readDatabase(reader),
  credentialKeys: reader.read(credentialKeys),
});

const readPlatformEndpoint = (
  reader: EnvironmentReader,
): Pick<ProcessConfig, 'providers'> & { publicBaseUrl: string } => ({
  providers: readProviders(reader),
  publicBaseUrl: readPublicBaseUrl(reader),
});

const processes = {
  migration: readMigration,
  API: readServer,
  worker: readWorker,
  'key rotation': readKeyRotation,
};

const read =
  <T>(readAll: (reader: EnvironmentReader) => T) =>
  (env: Environment = process.env): T => {
    const reader = new EnvironmentReader(env);
    return reader.finish(readAll(reader));
  };

/** What `npm run api` needs. Throws `ConfigError` that names every fault. */
export const readServerConfig = read(readServer);

/** What `npm run worker` needs. Throws `ConfigError` that names every fault. */
export const readWorkerConfig = read(readWorker);

/** How Temporal is reached, whatever else is wrong. */
export const readTemporalConfig = read(readTemporal);

/** What `npm run connect:endpoint` needs. Throws `ConfigError`. */
export const readPlatformEndpointConfig = read(readPlatformEndpoint);

/** What the providers read, for a process that needs nothing else. */
export const readProvidersConfig = read(readProviders);

/** What `npm run db:migrate` needs. Throws `ConfigError`. */
export const readMigrateConfig = read(readMigration);

/** What `npm run keys:rotate` needs. Throws `ConfigError`. */
export const readKeyRotationConfig = read(readKeyRotation);

/** Every variable, once, with the processes that read it. */
export function describeVariables(): { variable: Variable; readBy: string[] }[] {
  const described = new Map<string, { variable: Variable; readBy: string[] }>();
  for (const [name, readAll] of Object.entries(processes)) {
    const reader = new EnvironmentReader({});
    readAll(reader);
    for (const variable of new Set(reader.variables)) {
      const known = described.get(variable.name);
      if (known === undefined) described.set(variable.name, { variable, readBy: [name] });
      else known.readBy.push(name);
    }
  }
  return [...described.values()];
}
