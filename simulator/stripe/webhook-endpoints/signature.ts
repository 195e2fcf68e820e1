import { createHmac } from 'node:crypto';

const hmac = (secret: string, text: string, body: Buffer | string) =>
  createHmac('sha256', secret).update(text).update(body).digest('hex');

/**
 * The `Stripe-Signature` header: a `v1` for each secret, the newest first, and in test mode a `v0` that signs nothing
 * (https://docs.stripe.com/webhooks/signature). `seconds` is real time, not the simulator's clock: receivers compare it
 * with theirs.
 */
export function signatureHeader(
  body: Buffer,
  secrets: readonly string[],
  seconds: number,
  livemode: boolean,
): string {
  const signed = secrets.map((secret) => `,v1=${hmac(secret, `${seconds}.`, body)}`).join('');
  return `t=${seconds}${signed}${livemode ? '' : `,v0=${hmac('v0', String(seconds), '')}`}`;
}
