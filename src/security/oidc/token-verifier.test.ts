import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { signingKey, TestIssuer } from '../../../test/support/oidc/test-issuer.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { IssuerUnreachable } from './issuer-unreachable.ts';
import { TokenVerifier } from './token-verifier.ts';

const it = test.extend('issuer', async ({}, { onCleanup }) => {
  const issuer = await new TestIssuer().start();
  onCleanup(() => issuer.stop());
  return issuer;
});

/** A verifier with a clock of its own for the keys. */
function verifierOf(issuer: TestIssuer) {
  const clock = { now: 0 };
  const changes: number[] = [];
  const keys = new IssuerKeys({
    issuer: issuer.url,
    now: () => clock.now,
    onChange: () => changes.push(clock.now),
  });
  const { audience, clockSkewSeconds } = issuer.oidc;
  const verifier = new TokenVerifier({ keys, issuer: issuer.url, audience, clockSkewSeconds });
  return { clock, changes, verify: (token: string) => verifier.verify(token) };
}

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

it('takes tokens of each kind of key that the issuer has, and none of a secret or without one', async ({
  issuer,
}) => {
  const { verify } = verifierOf(issuer);
  for (const alg of ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])
    issuer.keys.push(await signingKey(alg));
  const taken: string[] = [];
  for (const key of issuer.keys)
    if ((await verify(await issuer.token({}, { key })))?.sub === 'user-1') taken.push(key.alg);
  expect(taken).toEqual(issuer.keys.map(({ alg }) => alg));
  const pss = await signingKey('PS256');
  issuer.keys.push(pss);
  expect(await verify(await issuer.token({}, { key: pss }))).toBeUndefined();
  const claims = { iss: issuer.url, aud: issuer.oidc.audience, sub: 'user-1', exp: seconds(300) };
  expect(await verify(new UnsecuredJWT(claims).encode())).toBeUndefined();
  const published = new TextEncoder().encode(JSON.stringify(issuer.keys[0]!.publicJwk));
  const { kid } = issuer.keys[0]!;
  const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(published);
  expect(await verify(shared)).toBeUndefined();
});

it('refuses what is expired, of the future, of another issuer, for others, or of another key', async ({
  issuer,
}) => {
  const { verify } = verifierOf(issuer);
  const stranger = await signingKey();
  const valid = await issuer.token();
  const [header, payload, signature] = valid.split('.') as [string, string, string];
  const claims = Buffer.from(payload, 'base64url').toString().replace('user-1', 'user-2');
  const refused: Record<string, string> = {
    expired: await issuer.token({ exp: seconds(-61) }),
    'not yet valid': await issuer.token({ nbf: seconds(90) }),
    'issued in the future': await issuer.token({ iat: seconds(90) }),
    'without an end': await issuer.token({ exp: undefined }),
    'without a subject': await issuer.token({ sub: undefined }),
    'of a subject that no log can show': await issuer.token({ sub: 'user\n1' }),
    'of another issuer': await issuer.token({ iss: 'https://login.example.com/' }),
    'for another audience': await issuer.token({ aud: ['other', 'dashboard'] }),
    'without an audience': await issuer.token({ aud: undefined }),
    'of an unknown key': await issuer.token({}, { key: stranger }),
    'of another key under a known name': await issuer.token(
      {},
      { key: stranger, header: { kid: issuer.keys[0]!.kid } },
    ),
    'of another purpose': await issuer.token({}, { header: { typ: 'logout+jwt' } }),
    'with a changed claim': [header, Buffer.from(claims).toString('base64url'), signature].join('.'),
    'without its signature': `${header}.${payload}.`,
    'too long': await issuer.token({ more: 'x'.repeat(20_000) }),
    nonsense: 'a.b.c',
  };
  const taken: string[] = [];
  for (const [kind, token] of Object.entries(refused))
    if ((await verify(token)) !== undefined) taken.push(kind);
  expect(taken).toEqual([]);
  expect(await verify(valid)).toMatchObject({ sub: 'user-1' });
});

it('allows for the difference between two clocks, and for no more', async ({ issuer }) => {
  const { verify } = verifierOf(issuer);
  expect(await verify(await issuer.token({ exp: seconds(-30) }))).toBeDefined();
  expect(await verify(await issuer.token({ nbf: seconds(30), iat: seconds(30) }))).toBeDefined();
  expect(await verify(await issuer.token({ exp: seconds(-600) }))).toBeUndefined();
  expect(await verify(await issuer.token({ iat: seconds(600) }))).toBeUndefined();
});

it('takes a token that does not say by which of several keys it was signed', async ({ issuer }) => {
  const { verify } = verifierOf(issuer);
  issuer.keys.unshift(await signingKey(), await signingKey());
  const unnamed = { header: { kid: undefined } };
  expect(await verify(await issuer.token({}, { key: issuer.keys[2]!, ...unnamed }))).toBeDefined();
  expect(await verify(await issuer.token({}, { key: await signingKey(), ...unnamed }))).toBeUndefined();
});

it('reads the keys once for many tokens, and once more for a new key', async ({ issuer }) => {
  const { verify, clock, changes } = verifierOf(issuer);
  const token = await issuer.token();
  await Promise.all(Array.from({ length: 20 }, () => verify(token)));
  expect(issuer.keyReads).toBe(1);
  clock.now = 60_000;
  const next = await signingKey();
  issuer.keys = [next];
  const newer = await issuer.token({}, { key: next });
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify(newer)));
  expect(answers.every((each) => each !== undefined)).toBe(true);
  expect(issuer.keyReads).toBe(2);
  expect(changes).toEqual([60_000]);
  // The old key is withdrawn.
  expect(await verify(token)).toBeUndefined();
});

it('reads the keys at most every ten seconds for keys that the issuer does not have', async ({ issuer }) => {
  const { verify, clock } = verifierOf(issuer);
  expect(await verify(await issuer.token())).toBeDefined();
  for (let i = 0; i < 20; i += 1) {
    clock.now += 1_000;
    expect(await verify(await issuer.token({}, { key: await signingKey() }))).toBeUndefined();
  }
  expect(issuer.keyReads).toBe(3);
});

it('asks nobody for a token that cannot be valid', async ({ issuer }) => {
  const { verify } = verifierOf(issuer);
  issuer.away = true;
  for (const claims of [{ iss: 'https://other.example' }, { aud: 'other' }, { exp: seconds(-600) }])
    expect(await verify(await issuer.token(claims))).toBeUndefined();
  await expect(verify(await issuer.token())).rejects.toThrow(IssuerUnreachable);
});

it('takes tokens of known keys while the issuer is away, for a day, and others when it is back', async ({
  issuer,
}) => {
  const { verify, clock } = verifierOf(issuer);
  const token = await issuer.token();
  expect(await verify(token)).toBeDefined();
  const next = await signingKey();
  issuer.keys.push(next);
  const newer = await issuer.token({}, { key: next });
  issuer.away = true;
  clock.now = 3_600_000;
  expect(await verify(token)).toBeDefined();
  await expect(verify(newer)).rejects.toThrow(IssuerUnreachable);
  // Nobody is asked again so soon.
  issuer.away = false;
  await expect(verify(newer)).rejects.toThrow(IssuerUnreachable);
  clock.now += 10_001;
  expect(await verify(newer)).toBeDefined();
  issuer.away = true;
  clock.now += 25 * 3_600_000;
  await expect(verify(token)).rejects.toThrow(IssuerUnreachable);
});
