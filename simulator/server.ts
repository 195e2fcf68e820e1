import { chargebeeProtocol } from './chargebee/http/protocol.ts';
import { Site } from './chargebee/site/site.ts';
import { controlOf } from './control/control.ts';
import { Clock } from './core/clock.ts';
import { handle } from './core/http/handle.ts';
import { listen } from './core/http/listen.ts';
import { readRequest } from './core/http/request.ts';
import { RequestLog } from './core/request-log.ts';
import type { Simulator } from './simulator.ts';
import { makeAccount, type Account } from './stripe/account/account.ts';
import { serveOAuth } from './stripe/connect/oauth.ts';
import { Organization } from './stripe/connect/organization.ts';
import { stripeEntities } from './stripe/entities.ts';
import type { Entity } from './stripe/entity/entity.ts';
import { stripeProtocol } from './stripe/http/protocol.ts';

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** `127.0.0.1` by default. */
  host?: string;
  /** Milliseconds since 1970; `Date.now` by default. A constant function stops the clock. */
  now?: () => number;
  /** Entities of all accounts; default: `stripeEntities`. A test adds its own with `[...stripeEntities, coupons]`. */
  entities?: readonly Entity[];
}

/** Starts a Stripe and a Chargebee of your own; they have nothing until `createAccount` and `createSite`. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', now, entities = stripeEntities } = options;
  const clock = new Clock(now);
  const requests = new RequestLog();
  const accounts = new Map<string, Account>();
  let made = 0;

  const find = (key: string) => [...accounts.values()].find((account) => account.keys.has(key));
  const organizations: Organization[] = [];
  const organization = (key: string) => organizations.find(({ keys }) => keys.has(key));
  const stripe = stripeProtocol({ find, organization }, clock, entities);

  const sites = new Map<string, Site>();
  const ofKey = (key: string) => [...sites.values()].find((site) => site.keys.has(key));
  const chargebee = chargebeeProtocol({ named: (name) => sites.get(name), ofKey }, clock);

  const server = await listen(host, port, async (message, response) => {
    const controls = message.url?.startsWith('/_sim') ?? false;
    if (simulator.offline && !controls) {
      message.socket.destroy();
      return;
    }
    const request = await readRequest(message);
    if (controls) await control(request, response);
    else if (request.path.startsWith('/api/')) await handle(chargebee, request, response, requests);
    else if (request.path.startsWith('/oauth/'))
      serveOAuth({ accounts: accounts.values(), find }, request, response);
    else await handle(stripe, request, response, requests);
  });

  const simulator: Simulator = {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`,
    host,
    port: server.port,
    clock,
    accounts,
    sites,
    requests,
    offline: false,
    createAccount(spec = {}) {
      const account = makeAccount(spec, clock, ++made, entities);
      for (const key of account.keys.keys())
        if (find(key)) throw new Error(`The API key ${key} belongs to another account.`);
      if (accounts.has(account.id)) throw new Error(`There is an account ${account.id} already.`);
      accounts.set(account.id, account);
      return account;
    },
    createOrganization(spec) {
      organizations.push(new Organization(spec));
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
    createSite(spec = {}) {
      const site = new Site(spec, clock, ++made);
      for (const key of site.keys.keys())
        if (ofKey(key)) throw new Error(`The API key ${key} belongs to another site.`);
      if (sites.has(site.id)) throw new Error(`There is a site ${site.id} already.`);
      sites.set(site.id, site);
      return site;
    },
    site(nameOrKey) {
      const found = sites.get(nameOrKey) ?? ofKey(nameOrKey);
      if (!found) throw new Error(`There is no site ${nameOrKey}.`);
      return found;
    },
    deleteSite(nameOrKey) {
      const site = simulator.site(nameOrKey);
      site.stop();
      sites.delete(site.id);
    },
    async stop() {
      for (const account of [...accounts.values(), ...sites.values()]) account.stop();
      await server.stop();
    },
  };
  const control = controlOf(simulator);
  return simulator;
}
