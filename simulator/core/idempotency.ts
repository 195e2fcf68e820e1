import type { Clock } from './clock.ts';

export interface Replay {
  status: number;
  json: string;
  requestId: string;
}

const KEPT_SECONDS = 86_400;

/** Answers to requests that change something, by their idempotency key, kept for a day. */
export class IdempotencyKeys {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { fingerprint: string; at: number; answer: Replay }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The first answer to this very request, if there was one; `reused` if the key was another request's. */
  find(key: string, fingerprint: string): Replay | 'reused' | undefined {
    const known = this.#kept.get(key);
    if (!known || known.at < this.#clock.seconds() - KEPT_SECONDS) return undefined;
    return known.fingerprint === fingerprint ? known.answer : 'reused';
  }

  keep(key: string, fingerprint: string, answer: Replay): void {
    const now = this.#clock.seconds();
    for (const [old, { at }] of this.#kept) {
      if (at >= now - KEPT_SECONDS) break;
      this.#kept.delete(old);
    }
    this.#kept.set(key, { fingerprint, at: now, answer });
  }
}
