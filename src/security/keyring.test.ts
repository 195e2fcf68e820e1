import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workspaceId } from '../domain/ids.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { CredentialKey } from './credential-keys.ts';
import { createKeyring, type SealContext } from './keyring.ts';

const key = (id: string): CredentialKey => ({ id, key: randomBytes(32) });
const [old, current] = [key('2025'), key('2026')];
const context: SealContext = {
  workspaceId: workspaceId('0190aaaa-0000-7000-8000-000000000001'),
  provider: 'stripe',
  purpose: 'credentials',
};
const keyring = createKeyring([current, old]);

const refusal = (open: () => string): SyncError => {
  try {
    open();
  } catch (error) {
    if (error instanceof SyncError) return error;
  }
  throw new Error('it was opened');
};

describe('keyring', () => {
  it('opens whatever it sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        expect(keyring.open(keyring.seal(secret, context), context)).toBe(secret);
      }),
    );
  });

  it('never seals the same secret into the same bytes', () => {
    expect(keyring.seal('sk_live_1', context)).not.toEqual(keyring.seal('sk_live_1', context));
  });

  it('refuses bytes of which any single one was changed', () => {
    const sealed = keyring.seal('sk_live_1', context);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Buffer.from(sealed);
        changed[index] = changed[index]! ^ change;
        expect(refusal(() => keyring.open(changed, context)).code).toBe('credential_unreadable');
      }),
    );
  });

  it('refuses bytes that were cut off anywhere', () => {
    const sealed = keyring.seal('sk_live_1', context);
    for (let length = 0; length < sealed.length; length++) {
      expect(refusal(() => keyring.open(sealed.subarray(0, length), context)).code).toBe(
        'credential_unreadable',
      );
    }
  });

  it.each<Partial<typeof context>>([
    { workspaceId: workspaceId('0190aaaa-0000-7000-8000-000000000002') },
    { purpose: 'webhook_secret' },
  ])('refuses a credential that was sealed for something else: %o', (other) => {
    const sealed = keyring.seal('sk_live_1', context);
    expect(refusal(() => keyring.open(sealed, { ...context, ...other })).code).toBe('credential_unreadable');
  });

  it('opens with a former key, and seals with the first', () => {
    const sealed = createKeyring([old]).seal('sk_live_1', context);
    expect(keyring.open(sealed, context)).toBe('sk_live_1');
    const again = keyring.seal('sk_live_1', context);
    expect(createKeyring([current]).open(again, context)).toBe('sk_live_1');
  });

  it('names the missing key, and nothing of the secret', () => {
    const sealed = createKeyring([old]).seal('sk_live_1', context);
    const { message } = refusal(() => createKeyring([current]).open(sealed, context));
    expect(message).toContain('"2025"');
    expect(message).not.toContain('sk_live');
  });
});
