import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workspaceId } from '../domain/ids.ts';
import { issueApiKey, parseApiKey, sameHash } from './tokens.ts';

describe('workspace API keys', () => {
  it('lead back to their workspace and to the stored hash', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const issued = issueApiKey(workspaceId(uuid));
        const presented = parseApiKey(issued.key);
        expect(presented?.workspaceId).toBe(uuid);
        expect(sameHash(presented!.hash, issued.hash)).toBe(true);
        expect(issued.key.endsWith(issued.hint)).toBe(true);
      }),
    );
  });

  it('have another hash when any character is exchanged, the workspace included', () => {
    const { key, hash } = issueApiKey(workspaceId('0190aaaa-0000-7000-8000-000000000001'));
    const other = key.replace('000000000001', '000000000002');
    expect(sameHash(parseApiKey(other)!.hash, hash)).toBe(false);
  });

  it('are nothing else than whole keys', () => {
    const { key } = issueApiKey(workspaceId('0190aaaa-0000-7000-8000-000000000001'));
    for (const text of ['', 'wps_', key.slice(0, -1), `${key}x`, ` ${key}`, key.toUpperCase()]) {
      expect(parseApiKey(text)).toBeUndefined();
    }
  });
});
