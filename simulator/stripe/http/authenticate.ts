import { header, type HttpRequest } from '../../core/http/request.ts';
import type { StripeAccount } from '../account/account.ts';
import type { Organization } from '../connect/organization.ts';
import { expiredKey, keyFrom, maskKey, noKey, unknownKey, type ApiKey } from '../wire/key-ring.ts';
import { invalid, StripeError } from '../wire/stripe-error.ts';
import type { Caller } from './execute.ts';

/** Finds whose an API key is. */
export interface Directory {
  find(key: string): StripeAccount | undefined;
  organization(key: string): Organization | undefined;
}

/** As seen in public threads; "for security reasons" it does not say which of the two is the case. */
const noAccess = (key: string, account: string) =>
  new StripeError(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message:
      `The provided key '${maskKey(key)}' does not have access to account '${account}' (or that account does not exist). ` +
      'Application access may have been revoked.',
  });

function assertValid(key: string, apiKey: ApiKey | undefined): ApiKey {
  if (apiKey === undefined || apiKey.revoked === 'deleted') throw unknownKey(key);
  if (apiKey.revoked === 'expired') throw expiredKey(key);
  return apiKey;
}

/** The account that a request is about, and the key that asks; throws Stripe's 401, and its 403 for an account of others. */
export function authenticate(request: HttpRequest, directory: Directory): Caller {
  const key = keyFrom(header(request, 'authorization'));
  if (key === undefined) throw noKey();
  // `acct_…` below its platform or organization; Stripe-Context is the newer one.
  const asked = (header(request, 'stripe-context') ?? header(request, 'stripe-account'))?.split('/').at(-1);
  const organization = directory.organization(key);
  if (organization !== undefined) {
    const apiKey = assertValid(key, organization.keys.get(key));
    if (asked === undefined || header(request, 'stripe-account') !== undefined)
      throw invalid('An organization API key needs the Stripe-Context header, which names the account.');
    if (header(request, 'stripe-version') === undefined)
      throw invalid('An organization API key needs the Stripe-Version header.');
    const account = organization.accounts.get(asked);
    if (account === undefined) throw noAccess(key, asked);
    return { account, apiKey };
  }
  const own = directory.find(key);
  const apiKey = assertValid(key, own?.keys.get(key));
  if (own === undefined) throw unknownKey(key);
  if (asked === undefined || asked === own.id) return { account: own, apiKey };
  const account = own.connected.get(asked);
  if (account === undefined) throw noAccess(key, asked);
  return { account, apiKey };
}
