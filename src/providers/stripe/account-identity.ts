import type Stripe from 'stripe';
import { SyncError } from '../../domain/sync-error.ts';
import type { AccountIdentity } from '../provider.ts';
import { impossible } from './answers.ts';
import type { Call } from './call.ts';

/** What the key may not do, or Stripe does not have: another request may say it. */
const refusals = new Set(['provider_forbidden', 'provider_rejected', 'provider_not_found']);

/** The refusal, if Stripe refused the request for good. Throws every other failure. */
async function unlessRefused<T>(request: Promise<T>): Promise<T | SyncError> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof SyncError && refusals.has(error.code)) return error;
    throw error;
  }
}

/** As the text of a 403 names it: "… for this endpoint on account 'acct_1PJB'." A masked id ends in something else. */
const namedAccount = /\bacct_\w+(?![\w*…])/;

/**
 * Whose key it is, by one request. A restricted key that may not read the account learns its id from the refusal, which
 * names it (stripe/stripe-node#2246). `asked`: the account that a key of several was sent with, which must be the one that
 * answers; Stripe refuses a key without access to it before it judges what the key may.
 */
export async function identifyAccount(
  stripe: Stripe,
  call: Call,
  asked: string | null,
): Promise<AccountIdentity> {
  const sentAt = Date.now();
  const answer = await unlessRefused(
    call(
      path,
      () => stripe.accounts.retrieveCurrent(),
      (shown) => {
        const account = accountIn(shown);
        if (asked === null || account.accountId === asked) return account;
        throw impossible(path, 'it is another account than was asked for');
      },
    ),
  );
  if (answer instanceof SyncError) {
    if (answer.code !== 'provider_forbidden') throw answer;
    const [named = null] = namedAccount.exec(answer.message) ?? [];
    const accountId = asked ?? named;
    return { accountId, name: null, createdAt: null, snapshot: { from: sentAt, to: Date.now() } };
  }
  return { ...answer.result, snapshot: answer.snapshot };
}

const path = '/v1/account';

interface ShownAccount {
  readonly id?: unknown;
  readonly created?: unknown;
  readonly object?: unknown;
  readonly business_profile?: { readonly name?: unknown } | null;
  readonly settings?: { readonly dashboard?: { readonly display_name?: unknown } | null } | null;
}

function accountIn(answer: object): Omit<AccountIdentity, 'snapshot' | 'accountId'> & { accountId: string } {
  const { id, created, object, business_profile: profile, settings } = answer as ShownAccount;
  if (typeof id !== 'string' || id === '' || object === 'list') throw impossible(path, 'it names no account');
  const names = [settings?.dashboard?.display_name, profile?.name];
  return {
    accountId: id,
    name: names.find((name): name is string => typeof name === 'string' && name !== '') ?? null,
    createdAt: typeof created === 'number' ? new Date(created * 1000) : null,
  };
}

interface Moded {
  readonly livemode?: unknown;
  readonly data?: readonly { readonly livemode?: unknown }[];
}

/** Requests whose answers say the key's mode, if the account has such an object. */
const moded: readonly [endpoint: string, send: (stripe: Stripe) => Promise<object>][] = [
  ['/v1/balance', (stripe) => stripe.balance.retrieve()],
  ['/v1/customers', (stripe) => stripe.customers.list({ limit: 1 })],
  ['/v1/products', (stripe) => stripe.products.list({ limit: 1 })],
  ['/v1/prices', (stripe) => stripe.prices.list({ limit: 1 })],
  ['/v1/subscriptions', (stripe) => stripe.subscriptions.list({ limit: 1, status: 'all' })],
  ['/v1/events', (stripe) => stripe.events.list({ limit: 1 })],
];

const prefixed = /^[rs]k_(test|live)_/;

/**
 * Whether the key opens the account's live data. Stripe says it (an account has no mode, its balance has); the key's prefix
 * counts only if the key may not read what says it. Keys of the old form have none.
 */
export async function livemodeOf(stripe: Stripe, call: Call, apiKey: string): Promise<boolean> {
  const [, mode] = prefixed.exec(apiKey) ?? [];
  let refusal: SyncError | undefined;
  for (const [endpoint, send] of mode === undefined ? moded : moded.slice(0, 1)) {
    const answer = await unlessRefused(
      call(
        endpoint,
        () => send(stripe),
        (each) => each as Moded,
      ),
    );
    if (answer instanceof SyncError) refusal ??= answer;
    else {
      const { livemode, data } = answer.result;
      const said = livemode ?? data?.[0]?.livemode;
      if (typeof said === 'boolean') return said;
    }
  }
  if (mode !== undefined) return mode === 'live';
  throw (
    refusal ??
    new SyncError('provider_invalid_response', "Stripe's answers do not say whether this key is a live one.")
  );
}
