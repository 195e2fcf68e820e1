import { expect, it } from 'vitest';
import { isSignedBy } from './signed-by.ts';

it.each([0, 1, 2, 3, 4])('a refusal tries four secrets, also if a workspace has %i', (count) => {
  let tried = 0;
  const isGenuine = (_body: Uint8Array, _header: unknown, secrets: readonly string[]) => {
    tried += secrets.length;
    return false;
  };
  const secrets = Array.from({ length: count }, (_, i) => `whsec_${i}`);
  const request = new Request('http://localhost', { method: 'POST' });
  expect(isSignedBy({ isGenuine }, request, Buffer.from('x'), secrets, 0)).toBe(false);
  expect(tried).toBe(4);
});
