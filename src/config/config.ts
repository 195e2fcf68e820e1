import { EnvironmentReader, type Environment } from './reader.ts';
import * as value from './values.ts';
import { documentedLimits, type Allowance } from '../domain/pace.ts';
import { parseCredentialKeys, type CredentialKey } from '../security/credential-keys.ts';
import { logFormats, logLevels, type LogFormat, type LogLevel } from '../telemetry/log.ts';

export { ConfigError } from './reader.ts';

export interface DatabaseConfig {
  /** `DATABASE_URL`: an owner of the database that need not be a superuser. */
  readonly url: string;
  /** `DATABASE_POOL_SIZE` (10): connections a process keeps open at most. */
  readonly maxConnections: number;
}

export interface TemporalTls {
  /** `TEMPORAL_TLS_SERVER_NAME`: the name to expect in the server's certificate, where it is not the address's. */
  readonly serverNameOverride?: string;
  /** Content of the PEM file `TEMPORAL_TLS_SERVER_CA_CERT_PATH`: who signs the server's certificate. */
  readonly serverRootCACertificate?: Buffer;
  /** Content of `TEMPORAL_TLS_CLIENT_CERT_PATH` and `TEMPORAL_TLS_CLIENT_KEY_PATH`, for mutual TLS. */
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

export interface TemporalConfig {
  /** `TEMPORAL_ADDRESS` (localhost:7233). */
  readonly address: string;
  /** `TEMPORAL_NAMESPACE` (default). */
  readonly namespace: string;
  /** `TEMPORAL_TASK_QUEUE` (workspace-payment-sync). */
  readonly taskQueue: string;
  /** `TEMPORAL_API_KEY`, as Temporal Cloud gives it; turns TLS on. */
  readonly apiKey?: string;
  /** Undefined: not encrypted. `TEMPORAL_TLS` (true with an API key or any `TEMPORAL_TLS_…`, else false). */
  readonly tls?: TemporalTls;
}

export interface LogConfig {
  /** `LOG_LEVEL` (info). */
  readonly level: LogLevel;
  /** `LOG_FORMAT` (json): `text` is for people. */
  readonly format: LogFormat;
}

interface SharedConfig {
  readonly database: DatabaseConfig;
  readonly temporal: TemporalConfig;
  readonly log: LogConfig;
  /** `CREDENTIAL_KEYS`: `id:base64key,…`; the first encrypts credentials, all decrypt. */
  readonly credentialKeys: readonly [CredentialKey, ...CredentialKey[]];
  /** `STRIPE_API_BASE` (https://api.stripe.com): the simulator's address in development. */
  readonly stripeApiBase: string;
}

export interface ServerConfig extends SharedConfig {
  /** `HOST` (127.0.0.1) and `PORT` (8080) to listen on. */
  readonly http: { readonly host: string; readonly port: number };
  /** `ADMIN_API_KEY`: the platform's own key, which may do everything. */
  readonly adminApiKey: string;
  /** `PUBLIC_BASE_URL`: where providers reach this API, without a slash at its end. */
  readonly publicBaseUrl: string;
  /** `WEBHOOK_RATE_LIMIT` (1000): webhooks a second that a workspace may receive; five times as many at once. */
  readonly webhooksPerSecond: number;
  /** `TEMPORAL_UI_URL`: Temporal's Web UI, for links to a session's run. */
  readonly temporalUiUrl?: string;
  /** `OIDC_ISSUER` and `OIDC_AUDIENCE`: whose tokens are accepted besides API keys. */
  readonly oidc?: { readonly issuer: string; readonly audience: string };
}

/** What a worker does at once; each is a slot of Temporal's. */
export interface WorkerSlots {
  /** `MIN_CONCURRENT_ACTIVITIES` (100): slices of syncs that it pulls whatever the machine's load. */
  readonly least: number;
  /** `MAX_CONCURRENT_ACTIVITIES` (400): slices that it pulls where the machine has processor and memory to spare. */
  readonly most: number;
  /** `MAX_CONCURRENT_DRAINS` (200): workspaces whose webhooks it applies, beside the slices. */
  readonly drains: number;
}

export interface WorkerConfig extends SharedConfig {
  /** `METRICS_PORT` (9464) on `HOST`, for Prometheus. */
  readonly metrics: { readonly host: string; readonly port: number };
  /** `MERCHANT_RATE_SHARE` (0.2): the part of each account's rate limit left to the merchant's own traffic. */
  readonly merchantShare: number;
  /**
   * `STRIPE_REQUESTS_PER_SECOND` (100) and `STRIPE_ENDPOINT_REQUESTS_PER_SECOND` (25): what Stripe allows a live
   * account, for operators whose limits it has raised.
   */
  readonly stripeLimits: Allowance;
  readonly retention: {
    /** `WEBHOOK_RETENTION_DAYS` (35): for how long received events are kept after they were applied. */
    readonly webhookDays: number;
    /** `PAYMENT_SYNC_EVENT_RETENTION_DAYS` (90): for how long it is kept what happened in each session. */
    readonly syncEventDays: number;
  };
  /**
   * `MAX_CONCURRENT_SYNCS` (200): full and incremental sessions that run at once, over all workers and workspaces of the
   * database; others wait. The same for every worker.
   */
  readonly maxConcurrentSyncs: number;
  readonly slots: WorkerSlots;
}

/** What `npm run api` needs. Throws `ConfigError` that names every fault. */
export function readServerConfig(env: Environment = process.env): ServerConfig {
  const reader = new EnvironmentReader(env);
  const adminKeyAdvice = 'make one with `openssl rand -base64 32`';
  const temporalUiUrl = reader.read('TEMPORAL_UI_URL', value.webBase('http://localhost:8233').optional());
  const oidc = readOidc(reader);
  return reader.finish({
    ...readShared(reader),
    http: readListener(reader, 'PORT', 8080),
    adminApiKey: reader.read('ADMIN_API_KEY', value.secretOfAtLeast(16, adminKeyAdvice)),
    publicBaseUrl: reader.read('PUBLIC_BASE_URL', value.webBase('https://sync.example.com')),
    webhooksPerSecond: reader.read('WEBHOOK_RATE_LIMIT', value.integerOr(1000, 1, 1_000_000)),
    ...(temporalUiUrl !== undefined && { temporalUiUrl }),
    ...(oidc !== undefined && { oidc }),
  });
}

/** What `npm run worker` needs. Throws `ConfigError` that names every fault. */
export function readWorkerConfig(env: Environment = process.env): WorkerConfig {
  const reader = new EnvironmentReader(env);
  return reader.finish({
    ...readShared(reader),
    metrics: readListener(reader, 'METRICS_PORT', 9464),
    merchantShare: reader.read('MERCHANT_RATE_SHARE', value.fractionOr(0.2)),
    stripeLimits: {
      total: reader.read('STRIPE_REQUESTS_PER_SECOND', value.integerOr(documentedLimits.total, 1, 100_000)),
      endpoint: reader.read(
        'STRIPE_ENDPOINT_REQUESTS_PER_SECOND',
        value.integerOr(documentedLimits.endpoint, 1, 100_000),
      ),
    },
    retention: {
      // At least as long as Stripe delivers an event again and again: three days.
      webhookDays: reader.read('WEBHOOK_RETENTION_DAYS', value.integerOr(35, 4, 400)),
      syncEventDays: reader.read('PAYMENT_SYNC_EVENT_RETENTION_DAYS', value.integerOr(90, 1, 3650)),
    },
    maxConcurrentSyncs: reader.read('MAX_CONCURRENT_SYNCS', value.integerOr(200, 1, 100_000)),
    slots: readSlots(reader),
  });
}

/** What `npm run db:migrate` needs. Throws `ConfigError`. */
export function readMigrateConfig(env: Environment = process.env): Pick<DatabaseConfig, 'url'> {
  const reader = new EnvironmentReader(env);
  return reader.finish({ url: readDatabaseUrl(reader) });
}

const readDatabaseUrl = (reader: EnvironmentReader): string =>
  reader.read(
    'DATABASE_URL',
    value.url(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/database'),
  );

function readSlots(reader: EnvironmentReader): WorkerSlots {
  const least = reader.read('MIN_CONCURRENT_ACTIVITIES', value.integerOr(100, 1, 10_000));
  const most = reader.read('MAX_CONCURRENT_ACTIVITIES', value.integerOr(400, 1, 10_000));
  return {
    least: Math.min(least, most),
    most,
    drains: reader.read('MAX_CONCURRENT_DRAINS', value.integerOr(200, 1, 10_000)),
  };
}

const readListener = (reader: EnvironmentReader, port: 'PORT' | 'METRICS_PORT', fallback: number) => ({
  host: reader.read('HOST', value.textOr('127.0.0.1')),
  port: reader.read(port, value.integerOr(fallback, 0, 65_535)),
});

function readShared(reader: EnvironmentReader): SharedConfig {
  return {
    database: {
      url: readDatabaseUrl(reader),
      maxConnections: reader.read('DATABASE_POOL_SIZE', value.integerOr(10, 1, 1000)),
    },
    temporal: readTemporal(reader),
    log: {
      level: reader.read('LOG_LEVEL', value.oneOf(logLevels, 'info')),
      format: reader.read('LOG_FORMAT', value.oneOf(logFormats, 'json')),
    },
    credentialKeys: reader.read(
      'CREDENTIAL_KEYS',
      value.parsedBy(parseCredentialKeys, 'write id:key,… with keys made by `openssl rand -base64 32`'),
    ),
    stripeApiBase: reader.read(
      'STRIPE_API_BASE',
      value.webBase('https://api.stripe.com').default('https://api.stripe.com'),
    ),
  };
}

function readTemporal(reader: EnvironmentReader): TemporalConfig {
  const apiKey = reader.read('TEMPORAL_API_KEY', value.optionalText());
  const tls = readTemporalTls(reader, apiKey !== undefined);
  return {
    address: reader.read('TEMPORAL_ADDRESS', value.hostAndPort('localhost:7233')),
    namespace: reader.read('TEMPORAL_NAMESPACE', value.textOr('default')),
    taskQueue: reader.read('TEMPORAL_TASK_QUEUE', value.textOr('workspace-payment-sync')),
    ...(apiKey !== undefined && { apiKey }),
    ...(tls !== undefined && { tls }),
  };
}

function readTemporalTls(reader: EnvironmentReader, hasApiKey: boolean): TemporalTls | undefined {
  const wanted = reader.read('TEMPORAL_TLS', value.flag());
  const serverNameOverride = reader.read('TEMPORAL_TLS_SERVER_NAME', value.optionalText());
  const serverRootCACertificate = reader.readFile('TEMPORAL_TLS_SERVER_CA_CERT_PATH');
  const crt = reader.readFile('TEMPORAL_TLS_CLIENT_CERT_PATH');
  const key = reader.readFile('TEMPORAL_TLS_CLIENT_KEY_PATH');
  if ((crt === undefined) !== (key === undefined)) {
    const other = crt === undefined ? 'TEMPORAL_TLS_CLIENT_CERT_PATH' : 'TEMPORAL_TLS_CLIENT_KEY_PATH';
    reader.fault(other, 'is not set; a client certificate and its key are given together');
  }
  const tls: TemporalTls = {
    ...(serverNameOverride !== undefined && { serverNameOverride }),
    ...(serverRootCACertificate !== undefined && { serverRootCACertificate }),
    ...(crt !== undefined && key !== undefined && { clientCertPair: { crt, key } }),
  };
  return (wanted ?? (hasApiKey || Object.keys(tls).length > 0)) ? tls : undefined;
}

function readOidc(reader: EnvironmentReader): ServerConfig['oidc'] {
  const issuer = reader.read(
    'OIDC_ISSUER',
    value.url(['https:', 'http:'], 'https://login.example.com/').optional(),
  );
  const audience = reader.read('OIDC_AUDIENCE', value.optionalText());
  if (issuer !== undefined && audience !== undefined) return { issuer, audience };
  if (issuer !== undefined)
    reader.fault('OIDC_AUDIENCE', 'is not set; OIDC_ISSUER needs the audience its tokens are for');
  if (audience !== undefined)
    reader.fault('OIDC_ISSUER', 'is not set; OIDC_AUDIENCE needs the issuer of the tokens');
  return undefined;
}
