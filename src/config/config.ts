import { readDatabase, readDatabaseUrl, type DatabaseConfig } from './database.ts';
import {
  readApi,
  readListener,
  readMetricsListener,
  readOidc,
  readTemporalUiUrl,
  type Listener,
  type Oidc,
} from './http.ts';
import { EnvironmentReader, type Environment } from '../environment/reader.ts';
import { readTemporal, type TemporalConfig } from './temporal.ts';
import { integer, oneOf, parsedBy, webBase, withDefault } from '../environment/values.ts';
import { variable, type Variable } from '../environment/variable.ts';
import {
  readMaxConcurrentSyncs,
  readMerchantShare,
  readRetention,
  readSlots,
  type Retention,
  type WorkerSlots,
} from './worker.ts';
import { documentedLimits, type Allowance } from '../domain/pace.ts';
import { parseCredentialKeys, type CredentialKey } from '../security/credential-keys.ts';
import { logFormats, logLevels, type LogFormat, type LogLevel } from '../telemetry/log.ts';

interface LogConfig {
  readonly level: LogLevel;
  readonly format: LogFormat;
}

interface SharedConfig {
  readonly database: DatabaseConfig;
  readonly temporal: TemporalConfig;
  readonly log: LogConfig;
  readonly credentialKeys: readonly [CredentialKey, ...CredentialKey[]];
  readonly stripeApiBase: string;
}

/** The API's. */
export interface ServerConfig extends SharedConfig {
  readonly http: Listener;
  readonly adminApiKey: string;
  /** Without a slash at its end. */
  readonly publicBaseUrl: string;
  readonly webhooksPerSecond: number;
  readonly temporalUiUrl?: string;
  readonly oidc?: Oidc;
}

/** A worker's. */
export interface WorkerConfig extends SharedConfig {
  readonly metrics: Listener;
  readonly merchantShare: number;
  readonly stripeLimits: Allowance;
  readonly retention: Retention;
  readonly maxConcurrentSyncs: number;
  readonly slots: WorkerSlots;
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
  'The keys that seal credentials. The first seals, each opens what it has sealed.',
);
const stripeApiBase = variable(
  'STRIPE_API_BASE',
  withDefault(webBase('https://api.stripe.com'), 'https://api.stripe.com'),
  "Stripe's API; in development the simulator.",
);
const stripeRequests = variable(
  'STRIPE_REQUESTS_PER_SECOND',
  integer(documentedLimits.total, 1, 100_000),
  'Requests a second that Stripe allows a live account. Set it if Stripe has raised yours.',
);
const stripeEndpointRequests = variable(
  'STRIPE_ENDPOINT_REQUESTS_PER_SECOND',
  integer(documentedLimits.endpoint, 1, 100_000),
  'Requests a second that Stripe allows a live account on one endpoint. Set it if Stripe has raised yours.',
);

const readShared = (reader: EnvironmentReader): SharedConfig => ({
  database: readDatabase(reader),
  credentialKeys: reader.read(credentialKeys),
  temporal: readTemporal(reader),
  log: { level: reader.read(logLevel), format: reader.read(logFormat) },
  stripeApiBase: reader.read(stripeApiBase),
});

function readServer(reader: EnvironmentReader): ServerConfig {
  const shared = readShared(reader);
  const temporalUiUrl = readTemporalUiUrl(reader);
  const http = readListener(reader);
  const api = readApi(reader);
  const oidc = readOidc(reader);
  return {
    ...shared,
    http,
    ...api,
    ...(temporalUiUrl !== undefined && { temporalUiUrl }),
    ...(oidc !== undefined && { oidc }),
  };
}

const readWorker = (reader: EnvironmentReader): WorkerConfig => ({
  ...readShared(reader),
  metrics: readMetricsListener(reader),
  maxConcurrentSyncs: readMaxConcurrentSyncs(reader),
  slots: readSlots(reader),
  merchantShare: readMerchantShare(reader),
  stripeLimits: { total: reader.read(stripeRequests), endpoint: reader.read(stripeEndpointRequests) },
  retention: readRetention(reader),
});

const readMigrate = (reader: EnvironmentReader): Pick<DatabaseConfig, 'url'> => ({
  url: readDatabaseUrl(reader),
});

const processes = { migration: readMigrate, API: readServer, worker: readWorker };

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

/** What `npm run db:migrate` needs. Throws `ConfigError`. */
export const readMigrateConfig = read(readMigrate);

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
