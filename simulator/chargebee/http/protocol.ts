import type { Protocol } from '../../core/http/handle.ts';
import { header, type HttpRequest } from '../../core/http/request.ts';
import type { Reply } from '../../core/http/send.ts';
import type { Clock } from '../../core/clock.ts';
import { isHash, type Fields } from '../../core/json.ts';
import { nonsense } from '../../core/nonsense.ts';
import type { Site } from '../site/site.ts';
import { ChargebeeError, noSite } from '../wire/chargebee-error.ts';
import { keyFrom, unauthenticated } from '../wire/keys.ts';
import { overLimit, refusalOf } from '../wire/refusals.ts';
import { execute, type Caller } from './execute.ts';
import { matchRoute, type Route } from './match-route.ts';

/** The sites, by name and by API key. */
export interface Directory {
  named(site: string): Site | undefined;
  ofKey(key: string): Site | undefined;
}

/** Chargebee's side of serving a request. */
export function chargebeeProtocol(directory: Directory, clock: Clock): Protocol<Caller, Route> {
  return {
    route: ({ method, path }) => matchRoute(method, path),
    authenticate: (request) => authenticate(request, directory),
    execute,
    overLimit: (_, { account }) => refused(overLimit(account.limiter.retryAfterMs() / 1000)),
    refusal(action) {
      const error = refusalOf(action);
      return error && { reply: refused(error), limited: error.status === 429 ? error.code : undefined };
    },
    spoilt: (as, json) => nonsense(as, json, listForm),
    errorReply,
    headers: () => ({
      Date: new Date(clock.now()).toUTCString(),
      'Content-Type': 'application/json;charset=utf-8',
      'Cache-Control': 'no-store, no-cache, must-revalidate',
    }),
  };
}

/** The objects of a page are in wrappers; what follows is named by its offset. */
const listForm = {
  items: 'list',
  more: 'next_offset',
  moreFollows: '["1","1"]',
  moreOfNoSense: { offset: 1 },
  emptyList: { list: [] },
  changed: (item: Fields, change: (object: Fields) => Fields): Fields => {
    const [wrapper, object] = Object.entries(item)[0] ?? [];
    return wrapper !== undefined && isHash(object) ? { ...item, [wrapper]: change(object) } : change(item);
  },
};

/** The site that the host names, if it names one: its first label. An address names none. */
function siteOfHost(request: HttpRequest): string | undefined {
  const host = (header(request, 'host') ?? '').replace(/:\d+$/, '');
  if (/^[\d.]+$|^\[/.test(host) || !host.includes('.')) return undefined;
  return host.split('.')[0];
}

/** The site and key that ask; throws Chargebee's 404 for a site that is not there, and its 401. */
function authenticate(request: HttpRequest, directory: Directory): Caller {
  const key = keyFrom(header(request, 'authorization'));
  const named = siteOfHost(request);
  const site = named === undefined ? directory.ofKey(key ?? '') : directory.named(named);
  if (named !== undefined && site === undefined) throw noSite(named);
  if (site?.closed === true) throw noSite(site.id);
  const apiKey = site?.keys.get(key ?? '');
  if (site === undefined || apiKey === undefined || apiKey.revoked)
    throw unauthenticated('Sorry, authentication failed. Invalid api key');
  return { account: site, apiKey };
}

function refused(error: ChargebeeError): Reply {
  return { status: error.status, json: JSON.stringify(error.body), headers: error.headers, objects: 0 };
}

/** A bug of the simulator must not look like an error of Chargebee: its answer says so. */
function errorReply(error: unknown): Reply {
  if (error instanceof ChargebeeError) return refused(error);
  const message = `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return refused(new ChargebeeError(500, 'internal_error', message));
}
