import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { hasStripeForm, isStripesWebhook } from './webhook-signature.ts';

const stripe = new Stripe('sk_test_vectors');
const payload = JSON.stringify({ id: 'evt_1', object: 'event', text: 'ü€😀' }, null, 2);
const now = 1_790_000_000_000;
const seconds = now / 1000;

const sign = (secret: string, options: { timestamp?: number; payload?: string } = {}) =>
  stripe.webhooks.generateTestHeaderString({ payload, timestamp: seconds, secret, ...options });

const isGenuine = (header: string | undefined, secrets: string[], body = payload) =>
  isStripesWebhook(
    Buffer.from(body),
    (name) => (name === 'stripe-signature' ? header : undefined),
    secrets,
    now,
  );
const expectRefused = (header: string | undefined, secrets = ['whsec_a'], body = payload) =>
  expect(isGenuine(header, secrets, body)).toBe(false);

/** The `v1` of a header that Stripe's library made. */
const v1 = (header: string) => header.split(',').find((part) => part.startsWith('v1='))!;

const hasForm = (header: string | undefined) => hasStripeForm(() => header, now);

describe('the form of a signature', () => {
  it('is right if Stripe’s library made it near now, whatever its secret', () => {
    for (const offset of [-300, 0, 300])
      expect(hasForm(sign('any', { timestamp: seconds + offset }))).toBe(true);
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `t=${seconds}`,
    `t=${seconds},v0=${'0'.repeat(64)}`,
    `t=${seconds},v1=0`,
    `t=now,v1=${'0'.repeat(64)}`,
    `t=${seconds - 301},v1=${'0'.repeat(64)}`,
    `t=${seconds + 301},v1=${'0'.repeat(64)}`,
  ])('is wrong: %s', (header) => {
    expect(hasForm(header)).toBe(false);
    expectRefused(header);
  });
});

describe('a signature that Stripe’s own library made', () => {
  it('is accepted with the one secret', () => {
    expect(isGenuine(sign('whsec_a'), ['whsec_a'])).toBe(true);
  });

  it.each([0, 1])('is accepted with either of two secrets that are valid: %i', (which) => {
    const secrets = ['whsec_new', 'whsec_old'];
    expect(isGenuine(sign(secrets[which]!), secrets)).toBe(true);
  });

  it('is accepted while a secret is rolled: two signatures, of which one secret is known', () => {
    const rolled = `${sign('whsec_new')},${v1(sign('whsec_old'))}`;
    for (const known of ['whsec_new', 'whsec_old']) expect(isGenuine(rolled, [known])).toBe(true);
    expectRefused(rolled, ['whsec_other']);
  });

  it('is refused with another secret, and with none', () => {
    expectRefused(sign('whsec_b'));
    expectRefused(sign('whsec_a'), []);
  });

  it.each([-300, 0, 300])('is accepted %i seconds from now', (offset) => {
    expect(isGenuine(sign('whsec_a', { timestamp: seconds + offset }), ['whsec_a'])).toBe(true);
  });

  it.each([-301, 301, -86_400, 86_400])('is refused %i seconds from now', (offset) => {
    expectRefused(sign('whsec_a', { timestamp: seconds + offset }));
  });

  it('is refused for another body, be it one byte', () => {
    expectRefused(sign('whsec_a'), ['whsec_a'], `${payload} `);
    expectRefused(sign('whsec_a', { payload: payload.replace('evt_1', 'evt_2') }));
  });

  it('is refused for another time than the one that was signed', () => {
    expectRefused(sign('whsec_a').replace(`t=${seconds}`, `t=${seconds + 1}`));
  });
});

describe('an invalid signature', () => {
  it.each([
    undefined,
    '',
    'nonsense',
    't=',
    `t=${seconds}`,
    `t=${seconds},v1=`,
    `t=${seconds},v1=${'0'.repeat(63)}`,
    `t=${seconds},v1=${'0'.repeat(64)}`,
    `t=${seconds},v1=${'g'.repeat(64)}`,
    `v1=${'0'.repeat(64)}`,
    `t=-1,v1=${'0'.repeat(64)}`,
    `t=NaN,v1=${'0'.repeat(64)}`,
    `t=1e9,v1=${'0'.repeat(64)}`,
    ','.repeat(10_000),
  ])('is refused: %s', (header) => {
    expectRefused(header);
  });

  it('is refused if only the scheme for tests, v0, is right', () => {
    expectRefused(sign('whsec_a').replace('v1=', 'v0='));
  });

  it('is refused if the right signature comes after more than Stripe ever sends', () => {
    const fakes = Array.from({ length: 20 }, () => `v1=${'0'.repeat(64)}`).join(',');
    expectRefused(`t=${seconds},${fakes},${v1(sign('whsec_a'))}`);
  });
});
