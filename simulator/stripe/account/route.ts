import { readParams } from '../wire/params.ts';
import type { Fields } from '../../core/json.ts';

/** GET /v1/account: the one object that is no entity's. */
export const accountRoute = {
  endpoint: 'GET /v1/account',
  access: { name: 'account', permission: ['Accounts', 'accounts_kyc_basic'] },
  run(account: { profile(): object }, { form }: { form: Fields }) {
    readParams(form, { expand: { array: 'string' } });
    return { json: JSON.stringify(account.profile()), objects: 1 };
  },
} as const;
