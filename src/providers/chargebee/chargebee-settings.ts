import { z } from 'zod';
import type { Allowance } from '../../domain/pace.ts';
import { integer, secretBase, withDefault } from '../../environment/values.ts';
import { variable } from '../../environment/variable.ts';
import { maxAnswerBytes } from '../shared-agent.ts';

const apiBase = 'https://{site}.chargebee.com';

/** Of a test site, and of a live one on the smallest plan: https://www.chargebee.com/docs/2.0/site-configuration/articles-and-faq/what-are-the-chargebee-api-limits.html. */
const leastPerMinute = 150;

export const chargebeeVariables = {
  apiBase: variable(
    'CHARGEBEE_API_BASE',
    withDefault(secretBase(apiBase), apiBase),
    "Chargebee's API; `{site}` stands for the site's name. In development the simulator.",
  ),
  maxAnswerBytes,
  perMinute: variable(
    'CHARGEBEE_REQUESTS_PER_MINUTE',
    integer(leastPerMinute, 1, 100_000),
    'Requests a minute that Chargebee allows a live site, by its plan. Test sites always have 150.',
  ),
};

const suffix = /(\.chargebee\.com)?\/*$/;

export const chargebeeCredentials = z.strictObject({
  site: z
    .string()
    .trim()
    .toLowerCase()
    // As people copy it from their browser.
    .overwrite((given) => given.replace(/^https?:\/\//, '').replace(suffix, ''))
    .regex(/^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$/, 'must be the name in https://{site}.chargebee.com')
    .meta({ description: 'The name in `https://{site}.chargebee.com`. Those of test sites end in `-test`.' }),
  api_key: z
    .string()
    .trim()
    .min(8)
    .max(500)
    .regex(/^[\x21-\x7e]+$/, 'has characters that no key has')
    .meta({
      description: "The site's API key; a read-only one is enough, without webhooks. It is never returned.",
      format: 'password',
    }),
});

/** Nothing else says it: no object carries it. */
export const isLiveSite = (site: string): boolean => !site.endsWith('-test');

/** Of the whole site: no endpoint has a limit of its own. */
export function chargebeeLimits(livemode: boolean, perMinute: number): Allowance {
  const perSecond = (livemode ? perMinute : leastPerMinute) / 60;
  return { total: perSecond, endpoint: perSecond };
}
