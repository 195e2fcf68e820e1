import type { EnvironmentReader } from '../environment/reader.ts';
import { integer, optional, secret, text, url, webBase, withDefault } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';
import type { TemporalConfig } from './temporal.ts';

/** An address to listen on. */
export interface Listener {
  readonly host: string;
  readonly port: number;
}

/** The settings of the API's routes. */
export interface ApiConfig {
  readonly adminApiKey: string;
  /** Without a slash at its end. */
  readonly publicBaseUrl: string;
  readonly webhooksPerSecond: number;
  /** Temporal's Web UI and the namespace in it, for links to a session's run. */
  readonly temporalUi?: { readonly url: string; readonly namespace: string };
}

/** Whose tokens the API accepts besides API keys. */
export interface Oidc {
  readonly issuer: string;
  readonly audience: string;
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
  "The port on which Prometheus finds a worker's metrics, at `/metrics`: those of Temporal's SDK, and the requests sent to providers.",
);
const api = {
  adminApiKey: variable(
    'ADMIN_API_KEY',
    secret(16, 'make one with `openssl rand -base64 32`'),
    "The platform's own API key, which may do everything.",
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
};
const temporalUiUrl = variable(
  'TEMPORAL_UI_URL',
  optional(webBase('http://localhost:8233')),
  "Temporal's Web UI, for links to a session's run.",
);
const oidcIssuer = variable(
  'OIDC_ISSUER',
  optional(url(['https:', 'http:'], 'https://login.example.com/')),
  'Who issues tokens. It is checked but not used yet.',
);
const oidcAudience = variable(
  'OIDC_AUDIENCE',
  optional(text),
  'The audience of those tokens. It is checked but not used yet.',
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
  return { ...reader.readAll(api), ...(url !== undefined && { temporalUi: { url, namespace } }) };
}

export function readOidc(reader: EnvironmentReader): Oidc | undefined {
  const issuer = reader.read(oidcIssuer);
  const audience = reader.read(oidcAudience);
  if (issuer !== undefined && audience !== undefined) return { issuer, audience };
  if (issuer !== undefined)
    reader.fault(oidcAudience, 'is not set; OIDC_ISSUER needs the audience its tokens are for');
  if (audience !== undefined)
    reader.fault(oidcIssuer, 'is not set; OIDC_AUDIENCE needs the issuer of the tokens');
  return undefined;
}
