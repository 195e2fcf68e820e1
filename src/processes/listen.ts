import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type ListenOptions as Address, type Server } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Api } from '../api/route.ts';
import { limitConnections } from './connection-limits.ts';
import { inTurn } from './in-turn.ts';

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Accepts no more requests, and resolves when those in flight are answered or, after `graceMs`, ended. */
  close(graceMs: number): Promise<void>;
}

/** A request that arrives more slowly is answered 408: waiting for one's own answer has no such limit. */
const maxArrivalMs = 15_000;
/** Each may hold a small body in memory (read-body.ts). More are closed at once. */
const maxConnections = 4_096;
/** Of one address, unless addresses are those of proxies: nobody alone takes all. */
const maxOfAddress = 1_024;
/**
 * Sockets that listen on the one port. The event loop accepts one connection of each a turn (github.com/libuv/libuv/pull/3696), and its
 * turns are long when there is much to do: behind a single one everybody's next connection would wait for a crowd that connects.
 */
const sockets = process.platform === 'linux' ? 64 : 1;

export interface ListenOptions {
  /** Whether proxies that are trusted stand in front: their connections are many callers'. */
  readonly behindProxies?: boolean;
  /** Connections of one address. */
  readonly ofAddress?: number;
  /** In which a request has to arrive. */
  readonly arrivalMs?: number;
}

/** Listens on `host` and `port` (0: any free one). If it cannot, rejects with an error that says what to do. */
export async function listen(
  api: Api,
  { host, port }: { host: string; port: number },
  { behindProxies = false, ofAddress = maxOfAddress, arrivalMs = maxArrivalMs }: ListenOptions = {},
): Promise<Listener> {
  const free = await freePort({ host, port });
  const listener = getRequestListener(api.fetch);
  const answer = inTurn((request, response) => void listener(request, response));
  const limits = {
    headersTimeout: arrivalMs,
    requestTimeout: arrivalMs,
    connectionsCheckingInterval: 2_000,
  };
  const limit = limitConnections({ ofAll: maxConnections, ofAddress: behindProxies ? undefined : ofAddress });
  const servers = Array.from({ length: sockets }, () =>
    createHttpServer(limits, answer).on('connection', limit),
  );
  await Promise.all(
    servers.map((server) => bind(server, { host, port: free, reusePort: servers.length > 1 })),
  );
  return {
    host,
    port: free,
    async close(graceMs) {
      const closed = Promise.all(servers.map(close));
      const cutOff = setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, graceMs);
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/** The port, if nobody listens there: sockets that share a port would share it with another process as well. */
async function freePort({ host, port }: { host: string; port: number }): Promise<number> {
  const server = createServer();
  await bind(server, { host, port, exclusive: true });
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : port;
}

async function bind(server: Server, address: Address & { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(asAdvice(error, address.host, address.port));
    });
    server.listen(address, resolve);
  });
}

/** Resolves when the requests in flight are answered. */
async function close(server: HttpServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
}

function asAdvice(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Choose another one with PORT, or stop what listens there.`,
    EACCES: `Port ${port} may not be listened on. Choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose another one with HOST.`,
  };
  return new Error(reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}.`, { cause: error });
}
