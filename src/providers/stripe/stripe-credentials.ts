import { z } from 'zod';

/** Values that people paste instead of a key of the account, by their prefix. */
const noKeys: readonly [prefix: string, message: string][] = [
  [
    'pk_',
    'is a publishable key, which may read nothing: give a secret key (sk_…) or a restricted one (rk_…)',
  ],
  [
    'whsec_',
    'is the signing secret of a webhook endpoint: give it as webhook_secret, beside a key (sk_… or rk_…)',
  ],
  ['acct_', "is an account's id: give one of its keys (sk_… or rk_…)"],
];

const ofOrganization = 'sk_org_';

const accountId = z
  .string()
  .trim()
  .regex(/^acct_\w{1,64}$/, "is no account's id, which begins with acct_");

const fields = z.strictObject({
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
      description:
        "The account's secret or restricted key, or with `account` its organization's key. It is never returned.",
      format: 'password',
    }),
  account: accountId.optional().meta({
    description:
      "Which account an organization's key (sk_org_…) is to open (acct_…). For a key of an account: nothing.",
  }),
});

/** A key of the account, or one of its organization with the account's id. */
export const stripeCredentials = fields.superRefine(({ api_key: key, account }, context) => {
  const isOrganizations = key.startsWith(ofOrganization);
  if (isOrganizations && account === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['api_key'],
      message:
        "is a key of an organization, which opens several accounts: give the account's id beside it as account (acct_…), or a " +
        'key of the one account (sk_… or rk_…)',
    });
  }
  if (!isOrganizations && account !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['account'],
      message: "is for an organization's key (sk_org_…): a key of an account opens that account",
    });
  }
});

/** An account that the platform's own key opens: what is stored has no key in it. */
export const platformCredentials = z.strictObject({
  account: accountId,
  mode: z.enum(['live', 'test']),
  /** `consent`: its merchant connected it here, so that disconnecting it here ends the platform's access. */
  by: z.enum(['id', 'consent']),
});
