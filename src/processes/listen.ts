import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { addressPartition } from '../api/client-address.ts';
import { InFlight } from '../api/limits/in-flight.ts';
import type { Api } from '../api/route.ts';

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Accepts no more requests, and resolves when those in flight are answered or, after `graceMs`, ended. */
  close(graceMs: number): Promise<void>;
}

/** A request that arrives more slowly is answered 408: waiting for one's own answer has no such limit. */
const limits = { headersTimeout: 15_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 };
/** Each may hold a small body in memory (read-body.ts). More are closed at once. */
const maxConnections = 4_096;
/** Of one address, unless addresses are those of proxies: nobody alone takes all. */
const maxOfAddress = 1_024;

export interface ListenOptions {
  /** Whether proxies that are trusted stand in front: their connections are many callers'. */
  readonly behindProxies?: boolean;
  /** Connections of one address. */
  readonly ofAddress?: number;
}

/** Listens on `host` and `port` (0: any free one). If it cannot, rejects with an error that says what to do. */
export async function listen(
  api: Api,
  { host, port }: { host: string; port: number },
  { behindProxies = false, ofAddress = maxOfAddress }: ListenOptions = {},
): Promise<Listener> {
  const answer = getRequestListener(api.fetch);
  const server = createServer(limits, (request, response) => void answer(request, response));
  server.maxConnections = maxConnections;
  if (!behindProxies) limitAddresses(server, ofAddress);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(asAdvice(error, host, port)));
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  return {
    host,
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/** Closes an address's further connections at once. */
function limitAddresses(server: Server, most: number): void {
  const open = new InFlight();
  server.on('connection', (socket) => {
    const address = addressPartition(socket.remoteAddress ?? null);
    if (!open.enter(address, most)) {
      socket.destroy();
      return;
    }
    socket.once('close', () => open.leave(address));
  });
}

function asAdvice(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Choose another one with PORT, or stop what listens there.`,
    EACCES: `Port ${port} may not be listened on. Choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose another one with HOST.`,
  };
  return new Error(reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}.`, { cause: error });
}
