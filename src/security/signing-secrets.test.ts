import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { platformScope, workspaceId } from '../domain/ids.ts';
import { createKeyring } from './keyring.ts';
import { newSigningSecret, sealSigningSecret, signerOf } from './signing-secrets.ts';

const keyring = createKeyring([{ id: 'test', key: randomBytes(32) }]);
const owner = workspaceId('0190aaaa-0000-7000-8000-000000000001');
const now = Date.now();
const message = { id: 'msg_1', timestamp: Math.floor(now / 1000), body: '{"type":"sync.completed"}' };

const headersOf = (signature: string) => ({
  'webhook-id': message.id,
  'webhook-timestamp': String(message.timestamp),
  'webhook-signature': signature,
});
const sealed = (secret: string, earlier: Buffer | null = null, overlapMs = 60_000) =>
  sealSigningSecret(keyring, owner, secret, { sealed: earlier, overlapMs, now });
const signed = (secrets: Buffer, at = now) => signerOf(keyring, owner, secrets, at)(message);

describe('a signature', () => {
  it('is what the official package verifies, and of this body only', () => {
    const secret = newSigningSecret();
    const receiver = new Webhook(secret);
    const headers = headersOf(signed(sealed(secret)));
    expect(receiver.verify(message.body, headers)).toEqual({ type: 'sync.completed' });
    expect(() => receiver.verify('{"type":"sync.failed"}', headers)).toThrow('No matching signature');
    expect(() => new Webhook(newSigningSecret()).verify(message.body, headers)).toThrow(
      'No matching signature',
    );
  });

  it('is two signatures while secrets overlap: whoever has either verifies it', () => {
    const [first, second] = [newSigningSecret(), newSigningSecret()];
    const both = sealed(second, sealed(first));
    const signature = signed(both);
    expect(signature.split(' ')).toHaveLength(2);
    for (const secret of [first, second])
      expect(new Webhook(secret).verify(message.body, headersOf(signature))).toBeDefined();
    const later = signed(both, now + 60_001);
    expect(later.split(' ')).toHaveLength(1);
    expect(() => new Webhook(first).verify(message.body, headersOf(later))).toThrow('No matching signature');
  });

  it('is the new secret’s alone if the old one ends at once', () => {
    const both = sealed(newSigningSecret(), sealed(newSigningSecret()), 0);
    expect(signed(both).split(' ')).toHaveLength(1);
  });

  it('has a bounded number of secrets, however often they are rotated', () => {
    let secrets: Buffer | null = null;
    for (let i = 0; i < 20; i++) secrets = sealed(newSigningSecret(), secrets);
    expect(signed(secrets!).split(' ')).toHaveLength(5);
  });
});

it('sealed secrets open for their owner only', () => {
  const secrets = sealed(newSigningSecret());
  expect(() => signerOf(keyring, platformScope, secrets, now)).toThrow('cannot be read');
});
