import { trusted } from './objects/json.ts';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Account } from './account.ts';
import type { AccountSpec } from './account-spec.ts';
import { Clock } from './clock.ts';
import { control } from './control/control.ts';
import { handle } from './http/handle.ts';
import { readRequest } from './http/request.ts';
import { RequestLog } from './request-log.ts';

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** `127.0.0.1` by default. */
  host?: string;
  /** Milliseconds since 1970; `Date.now` by default. A constant function stops the clock. */
  now?: () => number;
}

/** A running simulator. */
export interface Simulator {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** By account id. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** All requests, also those without a valid key. Each account has its own log too. */
  readonly requests: RequestLog;
  /** While true a connection that asks for anything is closed, as in an outage. The control API stays reachable. */
  offline: boolean;
  createAccount(spec?: AccountSpec): Account;
  /** The account with this id or API key; throws when there is none. */
  account(idOrKey: string): Account;
  deleteAccount(idOrKey: string): void;
  /** Closes all connections at once, also those that are waiting for an answer, and ends all deliveries. */
  stop(): Promise<void>;
}

/** Starts a Stripe that is all yours; it has no accounts until `createAccount`. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', now } = options;
  const clock = new Clock(now);
  const requests = new RequestLog();
  const accounts = new Map<string, Account>();
  const sockets = new Set<Socket>();
  let made = 0;

  const find = (key: string) => [...accounts.values()].find((account) => account.keys.has(key));
  const desk = { clock, requests, find };

  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const controls = message.url?.startsWith('/_sim') ?? false;
    if (simulator.offline && !controls) {
      message.socket.destroy();
      return;
    }
    const request = await readRequest(message);
    await (controls ? control(simulator, request, response) : handle(request, response, desk));
  };
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
  const address = trusted<AddressInfo>(server.address());

  const simulator: Simulator = {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    host,
    port: address.port,
    clock,
    accounts,
    requests,
    offline: false,
    createAccount(spec = {}) {
      const account = new Account(spec, clock, ++made);
      for (const key of account.keys.keys())
        if (find(key)) throw new Error(`The API key ${key} belongs to another account.`);
      if (accounts.has(account.id)) throw new Error(`There is an account ${account.id} already.`);
      accounts.set(account.id, account);
      return account;
    },
    account(idOrKey) {
      const found = accounts.get(idOrKey) ?? find(idOrKey);
      if (!found) throw new Error(`There is no account ${idOrKey}.`);
      return found;
    },
    deleteAccount(idOrKey) {
      const account = simulator.account(idOrKey);
      account.stop();
      accounts.delete(account.id);
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const account of accounts.values()) account.stop();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return simulator;
}
