import { connectionKey, type Connection } from '../../domain/connection.ts';
import { BoundedMap } from '../limits/bounded-map.ts';
import type { WebhookSecret } from '../../services/webhook-endpoints/webhook-secrets.ts';

interface CachedSecrets {
  readonly secrets: readonly WebhookSecret[];
  readonly loadedAt: number;
}

export interface SecretCacheOptions {
  readonly load: (connection: Connection) => Promise<readonly WebhookSecret[]>;
  /** Whether changes arrive at present. While they do not, nothing is kept. */
  readonly hearsChanges: () => boolean;
  readonly now?: () => number;
}

/** Changes arrive as notifications; these bound how long a lost one matters. */
const keptMs = 60_000;
const absentKeptMs = 5_000;
/** Guessed workspace ids must neither push out real ones nor take all connections to the database. */
const maxPresent = 20_000;
const maxAbsent = 5_000;
const maxLoads = 4;

/** Decrypted webhook secrets of the connections that received webhooks last. */
export class SecretCache {
  readonly #options: SecretCacheOptions;
  readonly #now: () => number;
  readonly #present = new BoundedMap<string, CachedSecrets>(maxPresent);
  readonly #absent = new BoundedMap<string, CachedSecrets>(maxAbsent);
  readonly #loading = new Map<string, Promise<CachedSecrets>>();
  readonly #waiting: (() => void)[] = [];
  #loads = 0;

  constructor(options: SecretCacheOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** A connection's secrets; none if it does not exist or is switched off. Throws `SyncError`. */
  async get(connection: Connection): Promise<readonly WebhookSecret[]> {
    const key = connectionKey(connection);
    const cached = this.#present.get(key) ?? this.#absent.get(key);
    if (cached !== undefined && this.#isFresh(cached)) return cached.secrets;
    return (await (this.#loading.get(key) ?? this.#load(key, connection))).secrets;
  }

  /** Drops the connection's secrets, also those being loaded: they may be out of date. */
  forget(connection: Connection): void {
    const key = connectionKey(connection);
    this.#present.delete(key);
    this.#absent.delete(key);
    this.#loading.delete(key);
  }

  forgetAll(): void {
    this.#present.clear();
    this.#absent.clear();
    this.#loading.clear();
  }

  #isFresh({ secrets, loadedAt }: CachedSecrets): boolean {
    return this.#now() - loadedAt < (secrets.length > 0 ? keptMs : absentKeptMs);
  }

  async #load(key: string, connection: Connection): Promise<CachedSecrets> {
    const loading = this.#inTurn(async () => {
      const loadedAt = this.#now();
      return { secrets: await this.#options.load(connection), loadedAt };
    });
    this.#loading.set(key, loading);
    try {
      const loaded = await loading;
      // If it was forgotten while it loaded, it serves those who asked before the change, and is not kept.
      if (this.#loading.get(key) === loading && this.#options.hearsChanges()) {
        const [kept, other] = [this.#present, this.#absent];
        (loaded.secrets.length > 0 ? kept : other).set(key, loaded);
        (loaded.secrets.length > 0 ? other : kept).delete(key);
      }
      return loaded;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#loads >= maxLoads) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#loads += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#loads -= 1;
      else next();
    }
  }
}
