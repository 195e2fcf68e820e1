import { z } from 'zod';
import type { Allowance } from '../../domain/pace.ts';
import { integer, secretBase, withDefault } from '../../environment/values.ts';
import { variable } from '../../environment/variable.ts';

/** Stripe's documented limits of live accounts: https://docs.stripe.com/rate-limits. */
const documented: Allowance = { total: 100, endpoint: 25 };
const sandboxTotal = 25;

const apiBase = 'https://api.stripe.com';

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
};

/** Values that people paste instead of a key of the account, by their prefix. */
const noKeys: readonly [prefix: string, message: string][] = [
  [
    'pk_',
    'is a publishable key, which may read nothing: give a secret key (sk_…) or a restricted one (rk_…)',
  ],
  [
    'sk_org_',
    'is a key of an organization, which opens several accounts: give a key of the one account (sk_… or rk_…)',
  ],
  [
    'whsec_',
    'is the signing secret of a webhook endpoint: give it as webhook_secret, beside a key (sk_… or rk_…)',
  ],
  ['acct_', "is an account's id: give one of its keys (sk_… or rk_…)"],
];

export const stripeCredentials = z.strictObject({
  api_key: z
    .string()
    .trim()
    .min(8)
    .max(500)
    // What a header can hold.
    .regex(/^[\x21-\x7e]+$/, 'has characters that no key has')
    .superRefine((key, context) => {
      const [, message] = noKeys.find(([prefix]) => key.startsWith(prefix)) ?? [];
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({
      description: "The account's secret or restricted key. It is never returned.",
      format: 'password',
    }),
});

/** Stripe raises a live account's limits on request, a sandbox's never. */
export const stripeLimits = (
  livemode: boolean,
  live: { readonly totalRate?: number; readonly endpointRate?: number },
): Allowance =>
  livemode
    ? { total: live.totalRate ?? documented.total, endpoint: live.endpointRate ?? documented.endpoint }
    : { ...documented, total: sandboxTotal };
