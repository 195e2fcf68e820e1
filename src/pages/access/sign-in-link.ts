import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Keyring } from '../../security/keyring.ts';

const linkMs = 10 * 60_000;

const content = z.object({ id: z.string(), key: z.string(), until: z.number() });

const context = { purpose: 'sign_in_link' } as const;

/**
 * A link that signs a browser in once, within ten minutes. Its token is in the fragment, which browsers send to no server: the
 * page posts it.
 */
export function signInLink(keyring: Keyring, baseUrl: string, key: string, now = Date.now()): string {
  const token = keyring.seal(JSON.stringify({ id: randomUUID(), key, until: now + linkMs }), context);
  return `${baseUrl}/sign-in#link=${token.toString('base64url')}`;
}

/** Takes each link's key out once. Each process remembers the links that it has seen. */
export class SignInLinks {
  readonly #keyring: Keyring;
  readonly #used = new Map<string, number>();

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** Undefined if the token was not made here, is too old, or was used. */
  redeem(token: string, now = Date.now()): string | undefined {
    const opened = this.#open(token);
    if (opened === undefined || opened.until <= now || this.#used.has(opened.id)) return undefined;
    for (const [id, until] of this.#used) if (until <= now) this.#used.delete(id);
    this.#used.set(opened.id, opened.until);
    return opened.key;
  }

  #open(token: string): z.infer<typeof content> | undefined {
    try {
      return content.parse(JSON.parse(this.#keyring.open(Buffer.from(token, 'base64url'), context)));
    } catch {
      return undefined;
    }
  }
}
