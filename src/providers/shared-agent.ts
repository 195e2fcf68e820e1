import { Agent, type Dispatcher } from 'undici';

/**
 * Connections are kept for all accounts of a process: a TLS handshake costs as much as a page. HTTP/1.1, one request a
 * connection: over HTTP/2 all accounts would share one connection, and a failure of it would hit all of them.
 */
export const sharedAgent = (): Dispatcher =>
  new Agent({
    allowH2: false,
    connections: 256,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 300_000,
  });
