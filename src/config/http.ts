import type { EnvironmentReader } from '../environment/reader.ts';
import { integer, optional, parsedBy, text, webBase, withDefault } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';
import { parsePlatformKeys, type PlatformKey } from '../security/platform-keys.ts';
import { parseOrigins } from './origins.ts';
import type { Quotas } from '../domain/limits/quotas.ts';
import { readQuotas } from './quotas.ts';
import type { TemporalConfig } from './temporal.ts';

/** An address to listen on. */
export interface Listener {
  readonly host: string;
  readonly port: number;
}

/** The settings of the API's routes. */
export interface ApiConfig {
  readonly platformKeys: readonly PlatformKey[];
  /** Without a slash at its end. */
  readonly publicBaseUrl: string;
  readonly webhooksPerSecond: number;
  /** Of each API key, if its workspace has no limits of its own. */
  readonly requestsPerSecond: number;
  readonly requestsAtOnce: number;
  /** Of each address, without a valid key. */
  readonly strangersPerSecond: number;
  readonly trustedProxies: number;
  /** Of the platform's own pages: see `PORTAL_ORIGINS`. */
  readonly portalOrigins: readonly string[];
  /** Of workspaces that have none of their own. */
  readonly quotas: Quotas;
  /** Temporal's Web UI and the namespace in it, for links to a session's run. */
  readonly temporalUi?: { readonly url: string; readonly namespace: string };
}

const host = variable(
  'HOST',
  withDefault(text, '127.0.0.1'),
  'The address to listen on: the API for requests, a worker for its metrics.',
);
const port = variable('PORT', integer(8080, 0, 65_535), 'The port that the API listens on.');
const metricsPort = variable(
  'METRICS_PORT',
  integer(9464, 0, 65_535),
  "The port on which Prometheus finds a worker's metrics, at `/metrics`: those of Temporal's SDK and its own (docs/metrics.md).",
);
const api = {
  platformKeys: variable(
    'ADMIN_API_KEY',
    parsedBy(
      parsePlatformKeys,
      'a key of 16 characters or more, made with `openssl rand -base64 32`, or name:key,…',
    ),
    `The platform's own API key, which may do everything; or several, each with a name that the audit log shows, so that one can be ended
without the others: \`name:key,…\`.`,
  ),
  publicBaseUrl: variable(
    'PUBLIC_BASE_URL',
    webBase('https://sync.example.com'),
    'Where providers reach the API with their webhooks. Live accounts need https and a public address.',
  ),
  webhooksPerSecond: variable(
    'WEBHOOK_RATE_LIMIT',
    integer(1000, 1, 1_000_000),
    'Webhooks a second that each API process accepts for a workspace, five times as many in a burst. Others get a 429.',
  ),
  requestsPerSecond: variable(
    'API_RATE_LIMIT',
    integer(100, 1, 1_000_000),
    `Requests a second that each API process accepts of an API key, five times as many in a burst; of all keys of a workspace
four times that, of the platform's own key ten times. Others get a 429. A workspace can have a limit of its own.`,
  ),
  requestsAtOnce: variable(
    'API_CONCURRENCY',
    integer(50, 1, 100_000),
    'The same for requests that are not answered yet. Those that only wait for a change are counted apart, eight times as many.',
  ),
  strangersPerSecond: variable(
    'ANONYMOUS_RATE_LIMIT',
    integer(20, 1, 1_000_000),
    'Requests a second without a valid API key that each API process answers to an address, five times as many in a burst.',
  ),
  trustedProxies: variable(
    'TRUSTED_PROXIES',
    integer(0, 0, 20),
    `How many proxies stand between clients and the API, each of which appends to \`X-Forwarded-For\`. If it is too small, all
clients share the address of a proxy; if it is too large, clients choose theirs.`,
  ),
  portalOrigins: variable(
    'PORTAL_ORIGINS',
    withDefault(parsedBy(parseOrigins, 'https://app.example.com,…'), ''),
    `The origins of the platform's own pages. Only they may show a connect session's page in a frame or give it a logo, and once any
is named, a session may lead back to no other. Without one no page can be embedded.`,
  ),
};
const temporalUiUrl = variable(
  'TEMPORAL_UI_URL',
  optional(webBase('http://localhost:8233')),
  "Temporal's Web UI, for links to a session's run.",
);
export const readListener = (reader: EnvironmentReader): Listener => ({
  host: reader.read(host),
  port: reader.read(port),
});

export const readMetricsListener = (reader: EnvironmentReader): Listener => ({
  host: reader.read(host),
  port: reader.read(metricsPort),
});

export function readApi(reader: EnvironmentReader, { namespace }: TemporalConfig): ApiConfig {
  const url = reader.read(temporalUiUrl);
  const quotas = readQuotas(reader);
  return { ...reader.readAll(api), quotas, ...(url !== undefined && { temporalUi: { url, namespace } }) };
}
