import type { Fields } from '../../core/json.ts';
import { readParams } from '../wire/params.ts';
import { balanceObject } from './balance.ts';

const params = { expand: { array: 'string' } } as const;

/** GET /v1/account. */
export const accountRoute = {
  endpoint: 'GET /v1/account',
  access: { name: 'account', permission: ['Accounts', 'accounts_kyc_basic'] },
  run(account: { profile(): object }, { form }: { form: Fields }) {
    readParams(form, params);
    return { json: JSON.stringify(account.profile()), objects: 1 };
  },
} as const;

/** GET /v1/balance: unlike the account it says the mode of the key. */
export const balanceRoute = {
  endpoint: 'GET /v1/balance',
  access: { name: 'balance', permission: ['Balance', 'balance'] },
  run(_account: object, { form, livemode }: { form: Fields; livemode: boolean }) {
    readParams(form, params);
    return { json: JSON.stringify(balanceObject(livemode)), objects: 1 };
  },
} as const;
