import type { Allowance } from '../../domain/pace.ts';
import { integer, optional, parsedBy, secretBase, withDefault } from '../../environment/values.ts';
import { variable } from '../../environment/variable.ts';
import { maxAnswerBytes } from '../shared-agent.ts';
import { parseClientIds, parseEndpointSecrets, parsePlatformKeys } from './platform/platform-settings.ts';

/** Stripe's documented limits of live accounts: https://docs.stripe.com/rate-limits. */
const documented: Allowance = { total: 100, endpoint: 25 };
const sandboxTotal = 25;

const apiBase = 'https://api.stripe.com';
export const connectBase = 'https://connect.stripe.com';

export const stripeVariables = {
  apiBase: variable(
    'STRIPE_API_BASE',
    withDefault(secretBase(apiBase), apiBase),
    "Stripe's API; in development the simulator.",
  ),
  totalRate: variable(
    'STRIPE_REQUESTS_PER_SECOND',
    integer(documented.total, 1, 100_000),
    'Requests a second that Stripe allows a live account. Set it if Stripe has raised yours.',
  ),
  endpointRate: variable(
    'STRIPE_ENDPOINT_REQUESTS_PER_SECOND',
    integer(documented.endpoint, 1, 100_000),
    'Requests a second that Stripe allows a live account on one endpoint. Set it if Stripe has raised yours.',
  ),
  maxAnswerBytes,
  platformKeys: variable(
    'STRIPE_PLATFORM_KEYS',
    optional(parsedBy(parsePlatformKeys, 'sk_live_… or sk_test_…, or both with a comma between')),
    "Keys of the platform's own Stripe account, by which workspaces' accounts are reached through Stripe Connect; at most one a mode.",
  ),
  connectClientIds: variable(
    'STRIPE_CONNECT_CLIENT_IDS',
    optional(parsedBy(parseClientIds, 'live:ca_… or test:ca_…, or both with a comma between')),
    "The ids of the platform's Connect application: merchants can then connect on their page by Stripe's OAuth. Stripe has to know `PUBLIC_BASE_URL` with `/oauth/stripe/callback` as a redirect URI.",
  ),
  connectWebhookSecrets: variable(
    'STRIPE_CONNECT_WEBHOOK_SECRETS',
    optional(parsedBy(parseEndpointSecrets, 'whsec_…, with commas between several')),
    "The signing secrets of the platform's Connect endpoints, which deliver to `PUBLIC_BASE_URL` with `/webhooks/stripe/connect`; `npm run connect:endpoint` makes them.",
  ),
  connectBase: variable(
    'STRIPE_CONNECT_BASE',
    withDefault(secretBase(connectBase), connectBase),
    "Stripe's OAuth; in development the simulator.",
  ),
};

/** Stripe raises a live account's limits on request, a sandbox's never. */
export const stripeLimits = (
  livemode: boolean,
  live: { readonly totalRate?: number; readonly endpointRate?: number },
): Allowance =>
  livemode
    ? { total: live.totalRate ?? documented.total, endpoint: live.endpointRate ?? documented.endpoint }
    : { ...documented, total: sandboxTotal };
