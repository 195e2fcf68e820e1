import { hash, timingSafeEqual } from 'node:crypto';
import type { HasWebhookForm, IsGenuineWebhook } from '../../webhook-verification.ts';

/** The user of the endpoints that this service makes. */
export const webhookUser = 'payment-sync';

const basic = /^Basic ([A-Za-z0-9+/]{1,1000}={0,2})$/i;

/** `user:password`; undefined if the header has no such form. */
function given(authorization: string | undefined): string | undefined {
  const [, encoded] = basic.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString();
  return decoded.includes(':') ? decoded : undefined;
}

/** A secret is a password of ours, or `user:password` of an endpoint that was set up by hand. */
const expected = (secret: string): string => (secret.includes(':') ? secret : `${webhookUser}:${secret}`);

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

export const hasBasicForm: HasWebhookForm = (headers) => given(headers('authorization')) !== undefined;

/**
 * Chargebee signs nothing and dates nothing: it sends user and password, as they were given to it. A body is not proven by
 * them, so that an event that takes something away is confirmed by a fetch; a repeated one is known by its id.
 */
export const hasBasicAuth: IsGenuineWebhook = (_body, headers, secrets) => {
  const shown = given(headers('authorization'));
  if (shown === undefined) return false;
  const known = digest(shown);
  let genuine = false;
  // Every secret is tried, so that the time does not reveal which one was right.
  for (const secret of secrets) genuine = timingSafeEqual(digest(expected(secret)), known) || genuine;
  return genuine;
};
