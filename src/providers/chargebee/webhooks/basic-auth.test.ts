import { expect, it } from 'vitest';
import { hasBasicForm, hasBasicAuth } from './basic-auth.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const headers = (authorization: string | undefined) => (name: string) =>
  name === 'authorization' ? authorization : undefined;
const isGenuine = (authorization: string | undefined, secrets: string[]) =>
  hasBasicAuth(new Uint8Array(), headers(authorization), secrets, 0);

it('takes the password of an endpoint of ours, and user and password of one that was set up by hand', () => {
  expect(isGenuine(basic('payment-sync:secret one'), ['other', 'secret one'])).toBe(true);
  expect(isGenuine(basic('merchant:pä:ss'), ['merchant:pä:ss'])).toBe(true);
});

it.each([
  ['no header', undefined],
  ['another scheme', 'Bearer secret'],
  ['no colon', basic('secret')],
  ['another password', basic('payment-sync:secret2')],
  ['another user', basic('someone:secret')],
  ['no password', basic('payment-sync:')],
  ['what is no base64', 'Basic ***'],
])('refuses %s', (_, authorization) => {
  expect(isGenuine(authorization, ['secret'])).toBe(false);
});

it('refuses everything without a secret', () => {
  expect(isGenuine(basic('payment-sync:'), [])).toBe(false);
});

it('what has no user and password is refused before its body is read', () => {
  expect(hasBasicForm(headers(basic('a:b')), 0)).toBe(true);
  for (const other of [undefined, 'Basic', 'Bearer x', basic('none')])
    expect(hasBasicForm(headers(other), 0)).toBe(false);
});
