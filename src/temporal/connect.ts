import { Client, Connection } from '@temporalio/client';
import { traceCalls } from './trace-calls.ts';

export interface TemporalAddress {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey?: string;
  /** Undefined: not encrypted. */
  readonly tls?: {
    readonly serverNameOverride?: string;
    readonly serverRootCACertificate?: Uint8Array;
    readonly clientCertPair?: { readonly crt: Uint8Array; readonly key: Uint8Array };
  };
}

export interface TemporalConnection {
  readonly client: Client;
  readonly connection: Connection;
}

/** gRPC waits up to two minutes between tries by default: too long for an API that should recover with its server. */
const reconnectBackoff = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 3_000 };

/**
 * Opens lazily: a process starts while Temporal is down, and calls succeed as soon as it is back. The client does not
 * retry by itself, because `callTemporal` does it with deadlines; close `connection` when done.
 */
export function connectTemporal({ address, namespace, apiKey, tls }: TemporalAddress): TemporalConnection {
  const connection = Connection.lazy({
    address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
    interceptors: [],
    channelArgs: reconnectBackoff,
  });
  const client = new Client({
    connection,
    namespace,
    // A query of a closed run would replay its history on a worker, for facts that are already in Postgres.
    workflow: { queryRejectCondition: 'NOT_OPEN' },
    interceptors: { workflow: [traceCalls] },
  });
  return { client, connection };
}
