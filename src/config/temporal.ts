import type { EnvironmentReader } from '../environment/reader.ts';
import { file, flag, hostAndPort, isLoopback, optional, text, withDefault } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';

export interface TemporalTls {
  readonly serverNameOverride?: string;
  /** The content of a PEM file. */
  readonly serverRootCACertificate?: Buffer;
  /** The content of two PEM files, for mutual TLS. */
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly apiKey?: string;
  /** Undefined: not encrypted. */
  readonly tls?: TemporalTls;
}

const address = variable(
  'TEMPORAL_ADDRESS',
  hostAndPort('localhost:7233'),
  'The Temporal server: 1.29 or later, or Temporal Cloud.',
);
const namespace = variable(
  'TEMPORAL_NAMESPACE',
  withDefault(text, 'default'),
  'The namespace that all processes share.',
);
const taskQueue = variable(
  'TEMPORAL_TASK_QUEUE',
  withDefault(text, 'workspace-payment-sync'),
  'The task queue that workers poll. They also poll the same name with `:drains`.',
);
const apiKey = variable(
  'TEMPORAL_API_KEY',
  optional(text),
  'The key that Temporal Cloud gives. It turns TLS on.',
);
const tls = variable(
  'TEMPORAL_TLS',
  flag,
  'Whether to encrypt. If not set: `true` with `TEMPORAL_API_KEY` or any `TEMPORAL_TLS_…`, otherwise `false`.',
);
const serverName = variable(
  'TEMPORAL_TLS_SERVER_NAME',
  optional(text),
  "The name in the server's certificate, if it differs from the address.",
);
const serverCa = variable(
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  file,
  "The certificate that signs the server's.",
);
const clientCert = variable(
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  file,
  "The client's certificate, for mutual TLS. Its key is needed with it.",
);
const clientKey = variable(
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  file,
  "The key of the client's certificate, for mutual TLS.",
);

export function readTemporal(reader: EnvironmentReader): TemporalConfig {
  const key = reader.read(apiKey);
  const encryption = readTls(reader, key !== undefined);
  const server = reader.read(address);
  if (key !== undefined && encryption === undefined && !isLoopback(server?.replace(/:\d+$/, '') ?? ''))
    reader.fault(tls, 'is false, so TEMPORAL_API_KEY would be sent unencrypted to another machine');
  return {
    address: server,
    namespace: reader.read(namespace),
    taskQueue: reader.read(taskQueue),
    ...(key !== undefined && { apiKey: key }),
    ...(encryption !== undefined && { tls: encryption }),
  };
}

function readTls(reader: EnvironmentReader, hasApiKey: boolean): TemporalTls | undefined {
  const wanted = reader.read(tls);
  const serverNameOverride = reader.read(serverName);
  const serverRootCACertificate = reader.readFile(serverCa);
  const crt = reader.readFile(clientCert);
  const key = reader.readFile(clientKey);
  if ((crt === undefined) !== (key === undefined)) {
    const other = crt === undefined ? clientCert : clientKey;
    reader.fault(other, 'is not set; a client certificate and its key are given together');
  }
  const options: TemporalTls = {
    ...(serverNameOverride !== undefined && { serverNameOverride }),
    ...(serverRootCACertificate !== undefined && { serverRootCACertificate }),
    ...(crt !== undefined && key !== undefined && { clientCertPair: { crt, key } }),
  };
  return (wanted ?? (hasApiKey || Object.keys(options).length > 0)) ? options : undefined;
}
