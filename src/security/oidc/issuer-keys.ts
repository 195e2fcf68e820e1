import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { IssuerUnreachable } from './issuer-unreachable.ts';

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Called when the issuer's keys are other ones than before: what was verified with them may no longer hold. */
  readonly onChange?: () => void;
  /** Milliseconds since any start. */
  readonly now?: () => number;
}

type FindKey = (...args: Parameters<JWTVerifyGetKey>) => ReturnType<JWTVerifyGetKey>;

interface KeySet {
  readonly find: FindKey;
  /** As sent, to notice a change. */
  readonly text: string;
  readonly readAt: number;
}

const requestMs = 5_000;
const maxBytes = 512 * 1024;
/** A set of this age is read again, while it still serves. */
const freshMs = 10 * 60_000;
/** A set that could not be read again for so long does not serve: it may have a key that was withdrawn. */
const maxAgeMs = 24 * 3_600_000;
/** Between two readings, however many tokens name keys that the set lacks. */
const minGapMs = 10_000;

async function readJson(url: string): Promise<{ readonly text: string; readonly value: unknown }> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(requestMs),
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > maxBytes) throw new Error(`${url} answered with more than ${maxBytes} bytes`);
  }
  return { text, value: JSON.parse(text) };
}

/** The address of the issuer's keys, by OpenID Connect Discovery 1.0. */
async function jwksUrlOf(issuer: string): Promise<string> {
  const { value } = await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { issuer: named, jwks_uri: url } = value as Record<string, unknown>;
  if (named !== issuer) throw new Error(`the issuer calls itself ${JSON.stringify(named)}, not ${issuer}`);
  if (typeof url !== 'string' || !URL.canParse(url)) throw new Error('the issuer names no jwks_uri');
  // The issuer's own scheme was checked when the configuration was read.
  if (new URL(issuer).protocol === 'https:' && !url.startsWith('https:'))
    throw new Error('the issuer’s jwks_uri is not an https URL');
  return url;
}

/**
 * The keys of an issuer, read when a token first needs them. A key that is not known leads to one more reading, for all tokens
 * together and at most every ten seconds. While the issuer is away, known keys go on to serve, and nobody waits twice.
 */
export class IssuerKeys {
  readonly #options: IssuerKeysOptions;
  readonly #now: () => number;
  #set: KeySet | undefined;
  #reading: Promise<void> | undefined;
  /** Of the last reading that ended. */
  #triedAt = -Infinity;
  #failure: unknown;

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** For `jwtVerify`. Throws `IssuerUnreachable`, and `JWKSNoMatchingKey` if the issuer has no such key. */
  readonly find: FindKey = async (...args) => {
    const known = this.#usable();
    if (known !== undefined) {
      try {
        const key = await known.find(...args);
        if (this.#now() - known.readAt > freshMs) void this.#read().catch(() => {});
        return key;
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      }
    }
    await this.#read();
    const set = this.#usable();
    if (set === undefined) throw new IssuerUnreachable(this.#failure);
    return await set.find(...args);
  };

  #usable(): KeySet | undefined {
    return this.#set !== undefined && this.#now() - this.#set.readAt <= maxAgeMs ? this.#set : undefined;
  }

  /** Joins the reading that is on its way; otherwise begins one, unless the last one is too short ago. */
  async #read(): Promise<void> {
    if (this.#reading === undefined && this.#now() - this.#triedAt < minGapMs) {
      if (this.#failure !== undefined) throw new IssuerUnreachable(this.#failure);
      return;
    }
    await (this.#reading ??= this.#readNow());
  }

  async #readNow(): Promise<void> {
    try {
      const { text, value } = await readJson(await jwksUrlOf(this.#options.issuer));
      const find = createLocalJWKSet(value as Parameters<typeof createLocalJWKSet>[0]);
      const changed = this.#set !== undefined && this.#set.text !== text;
      this.#set = { find, text, readAt: this.#now() };
      this.#failure = undefined;
      if (changed) this.#options.onChange?.();
    } catch (error) {
      this.#failure = error;
      throw new IssuerUnreachable(error);
    } finally {
      this.#triedAt = this.#now();
      this.#reading = undefined;
    }
  }
}
