import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HasWebhookForm, IsGenuineWebhook } from '../../webhook-verification.ts';

/** How far the signature's time may be from ours, before or after: Stripe's own libraries take 300 s. */
const toleranceMs = 300_000;

/** Stripe sends one signature a secret, two while one is rolled. Checking more would only cost time. */
const maxSignatures = 8;

interface SignatureHeader {
  /** Unix seconds, as they were signed. */
  readonly timestamp: string;
  readonly signatures: readonly Buffer[];
}

const isSignature = /^[0-9a-f]{64}$/i;
const isTimestamp = /^\d{1,12}$/;

/** `t=1492774577,v1=<hex>,v1=<hex>,v0=<hex>`: only `v1` counts, `v0` are fakes for tests. */
function parseHeader(header: string): SignatureHeader | undefined {
  let timestamp: string | undefined;
  const signatures: Buffer[] = [];
  for (const part of header.split(',')) {
    const value = part.slice(part.indexOf('=') + 1);
    if (part.startsWith('t=')) timestamp = value;
    else if (part.startsWith('v1=') && isSignature.test(value)) signatures.push(Buffer.from(value, 'hex'));
  }
  if (timestamp === undefined || !isTimestamp.test(timestamp)) return undefined;
  return { timestamp, signatures: signatures.slice(0, maxSignatures) };
}

const isNear = ({ timestamp }: SignatureHeader, now: number): boolean =>
  Math.abs(now - Number(timestamp) * 1000) <= toleranceMs;

export const hasStripeForm: HasWebhookForm = (headers, now) => {
  const signed = parseHeader(headers('stripe-signature') ?? '');
  return signed !== undefined && signed.signatures.length > 0 && isNear(signed, now);
};

/** Stripe's scheme `v1`: https://docs.stripe.com/webhooks/signature. */
export const isStripesWebhook: IsGenuineWebhook = (rawBody, headers, secrets, now) => {
  const signed = parseHeader(headers('stripe-signature') ?? '');
  if (signed === undefined) return false;
  const { timestamp, signatures } = signed;
  let genuine = false;
  // Every secret is tried, so that the time does not reveal which one was right.
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
    for (const signature of signatures) genuine = timingSafeEqual(expected, signature) || genuine;
  }
  return genuine && isNear(signed, now);
};
