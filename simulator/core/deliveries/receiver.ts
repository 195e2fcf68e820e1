import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { trusted } from '../json.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

/** A webhook receiver for tests: keeps each request, and answers as `answer` says. */
export class Receiver {
  readonly received: Received[] = [];
  readonly url: string;
  /** Status of the answer, or undefined for none at all; asked for each request, in order of arrival. */
  answer: (received: Received) => number | undefined | Promise<number | undefined> = () => 200;
  /** The most requests there were at the same time. */
  busiest = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${trusted<AddressInfo>(server.address()).port}/hook`;
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const receiver = new Receiver(server);
    let busy = 0;
    server.on('request', (request, response) => {
      receiver.busiest = Math.max(receiver.busiest, ++busy);
      response.once('close', () => busy--);
      void (async () => {
        const received = { headers: request.headers, body: await text(request), at: performance.now() };
        receiver.received.push(received);
        const status = await receiver.answer(received);
        if (status !== undefined) response.writeHead(status).end('{"received":true}');
      })();
    });
    return receiver;
  }

  /** Closes connections that are idle, as a server does after some seconds. */
  closeIdle(): void {
    this.#server.closeIdleConnections();
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
