import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { trusted } from '../json.ts';

export interface HttpServer {
  port: number;
  /** Closes all connections at once, also those that wait for an answer. */
  stop(): Promise<void>;
}

/** Listens on `port` (0 takes a free one). A connection whose request `serve` rejects is closed. */
export async function listen(
  host: string,
  port: number,
  serve: (message: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<HttpServer> {
  const sockets = new Set<Socket>();
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  // Longer than any client keeps an idle connection, so that none is closed under a request on its way.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: trusted<AddressInfo>(server.address()).port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
