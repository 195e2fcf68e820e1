import type { ServerResponse } from 'node:http';
import { header, type HttpRequest } from '../../core/http/request.ts';
import type { StripeAccount } from '../account/account.ts';
import { keyFrom } from '../wire/key-ring.ts';

interface Platforms {
  /** Of all accounts. */
  readonly accounts: Iterable<StripeAccount>;
  find(key: string): StripeAccount | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const refused = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

/** https://docs.stripe.com/connect/oauth-reference, which Stripe serves at connect.stripe.com. */
export function serveOAuth(platforms: Platforms, request: HttpRequest, response: ServerResponse): void {
  const { status, headers = {}, body } = answerOf(platforms, request);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function answerOf(platforms: Platforms, request: HttpRequest): Answer {
  const { method, path, query, body } = request;
  if (method === 'GET' && path === '/oauth/authorize')
    return authorize(platforms, new URLSearchParams(query));
  const fields = new URLSearchParams(body);
  const key = keyFrom(header(request, 'authorization')) ?? fields.get('client_secret') ?? '';
  const platform = platforms.find(key);
  if (platform === undefined || platform.keys.get(key)?.revoked !== 'no')
    return refused(401, 'invalid_client', 'No such API key.');
  if (method === 'POST' && path === '/oauth/token') return token(platform, fields, key);
  if (method === 'POST' && path === '/oauth/deauthorize') return deauthorize(platform, fields);
  return refused(404, 'invalid_request', `Unrecognized request URL (${method}: ${path}).`);
}

/** The merchant decides at once, as `connected.next` says. */
function authorize({ accounts }: Platforms, query: URLSearchParams): Answer {
  const platform = [...accounts].find(({ connected }) => connected.clientId === query.get('client_id'));
  if (platform === undefined)
    return refused(400, 'invalid_client', `No application matches ${query.get('client_id')}.`);
  if (query.get('response_type') !== 'code')
    return refused(400, 'unsupported_response_type', 'Only code is supported.');
  if (query.get('scope') !== 'read_write') return refused(400, 'invalid_scope', 'Only for extensions.');
  const { next, redirectUris } = platform.connected;
  const redirect = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirect) || (redirectUris.size > 0 && !redirectUris.has(redirect)))
    return refused(400, 'invalid_redirect_uri', `Invalid redirect URI '${redirect}'.`);
  if (next === undefined)
    return refused(400, 'invalid_request', 'Nobody is at this page: set connected.next.');
  const url = new URL(redirect);
  const said: Record<string, string> =
    next === 'denied'
      ? { error: 'access_denied', error_description: 'The user denied your request' }
      : { scope: 'read_write', code: platform.connected.codeFor(next) };
  const state = query.get('state');
  for (const [name, value] of Object.entries({ ...said, ...(state !== null && { state }) }))
    url.searchParams.set(name, value);
  return { status: 302, headers: { Location: url.href } };
}

function token({ connected, livemode }: StripeAccount, fields: URLSearchParams, key: string): Answer {
  if (fields.get('grant_type') !== 'authorization_code')
    return refused(400, 'unsupported_grant_type', 'Only authorization_code is supported.');
  const code = fields.get('code') ?? '';
  const account = connected.redeem(code);
  if (account === undefined)
    return refused(400, 'invalid_grant', `Authorization code does not exist: ${code}`);
  const body = {
    access_token: `${key.slice(0, 8)}_of_${account.id}`,
    livemode,
    refresh_token: `rt_${account.id}`,
    token_type: 'bearer',
    stripe_publishable_key: `pk_${livemode ? 'live' : 'test'}_${account.id}`,
    stripe_user_id: account.id,
    scope: 'read_write',
  };
  return { status: 200, body };
}

function deauthorize({ connected }: StripeAccount, fields: URLSearchParams): Answer {
  const id = fields.get('stripe_user_id') ?? '';
  if (fields.get('client_id') !== connected.clientId)
    return refused(401, 'invalid_client', 'No such application.');
  if (!connected.remove(id)) {
    const what = `This application is not connected to stripe account ${id}, or that account does not exist.`;
    return refused(401, 'invalid_client', what);
  }
  return { status: 200, body: { stripe_user_id: id } };
}
