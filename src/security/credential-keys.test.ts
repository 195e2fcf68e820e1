import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseCredentialKeys } from './credential-keys.ts';

const secret = randomBytes(32).toString('base64');

describe('CREDENTIAL_KEYS', () => {
  it('keeps the order: the first key encrypts', () => {
    expect(parseCredentialKeys(`b:${secret}, a:${secret}`).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it.each([
    ['no colon', secret],
    ['an empty id', `:${secret}`],
    ['a key that is too short', `a:${secret.slice(0, 20)}`],
    ['a key that is not base64', `a:${secret.slice(0, -2)}!!`],
    ['an id used twice', `a:${secret},a:${secret}`],
    ['an empty entry', `a:${secret},`],
  ])('refuses %s without showing it', (_, text) => {
    expect(() => parseCredentialKeys(text)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.not.stringContaining(secret.slice(0, 8)),
      }),
    );
  });
});
