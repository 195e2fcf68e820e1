import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ApiDeps, ApiEnv } from '../../api/deps.ts';
import { connectSessionId, isUuid, workspaceId } from '../../domain/ids.ts';
import type { Caller } from '../../services/caller.ts';
import { pageAddress } from '../../services/connect-sessions/page-address.ts';
import {
  pageCaller,
  sessionOfPage,
  type ConnectSession,
  type ConnectSessionKey,
} from '../../services/connect-sessions/use-link.ts';
import { browsedSecurely } from '../access/own-origin.ts';
import type { Form } from '../visits/form.ts';

/** A merchant on the page of a connect session. */
export interface PageVisit {
  readonly c: Context<ApiEnv>;
  readonly session: ConnectSession;
  readonly caller: Caller;
  /** The page's path. */
  readonly home: string;
  /**
   * The page's secret, which each form of a page in a frame has in it: browsers that keep no cookies of other sites need none.
   * Undefined if a cookie has it.
   */
  readonly secret: string | undefined;
}

/** Undefined if the path names no session. */
export function sessionKeyOf(c: Context): ConnectSessionKey | undefined {
  const { workspace_id: workspace = '', id = '' } = c.req.param();
  return isUuid(workspace) && isUuid(id)
    ? { workspaceId: workspaceId(workspace), id: connectSessionId(id) }
    : undefined;
}

export const fromWhere = (c: Context<ApiEnv>) => ({
  requestId: c.get('requestId'),
  remoteAddress: c.get('remoteAddress'),
});

/** Whether a browser shows the answer in a frame of another page. Old browsers do not say. */
export const inFrame = (c: Context): boolean => c.req.header('sec-fetch-dest') === 'iframe';

/** The prefix makes browsers take it over https only. Its path keeps two sessions in one browser apart. */
const nameOf = (secure: boolean): string => (secure ? '__Secure-wps-connect' : 'wps-connect');

/** Keeps the page's secret in the browser, where no script can read it; in a frame apart for each site around it. */
export function keepSecret(
  c: Context,
  { session, secret }: Pick<PageVisit, 'session'> & { secret: string },
): void {
  const secure = browsedSecurely(c);
  const framed = inFrame(c) && secure;
  setCookie(c, nameOf(secure), secret, {
    path: pageAddress(session),
    httpOnly: true,
    secure,
    sameSite: framed ? 'None' : 'Lax',
    ...(framed && { partitioned: true }),
    ...(session.pageExpiresAt !== null && { expires: session.pageExpiresAt }),
  });
}

/** The visit of a merchant whose page is open. Undefined if it is not, or not any more. */
export async function visitOf(
  deps: Pick<ApiDeps, 'db'>,
  c: Context<ApiEnv>,
  key: ConnectSessionKey,
  form?: Form,
): Promise<PageVisit | undefined> {
  const inForm = form?.optional('page');
  const secret = inForm ?? getCookie(c, nameOf(true)) ?? getCookie(c, nameOf(false));
  const session = secret === undefined ? undefined : await sessionOfPage(deps, key, secret);
  if (session === undefined) return undefined;
  return {
    c,
    session,
    caller: pageCaller(key, fromWhere(c)),
    home: pageAddress(key),
    secret: inForm ?? (inFrame(c) ? secret : undefined),
  };
}
