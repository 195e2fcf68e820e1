import { connectionKey, type Connection } from '../../domain/connection.ts';
import type { WebhookSecret } from '../../services/webhook-endpoints/webhook-secrets.ts';
import { BoundedMap } from '../../domain/limits/bounded-map.ts';
import { SecretLane, type LoadSecrets } from './secret-lane.ts';

type Secrets = readonly WebhookSecret[];

export interface SecretCacheOptions {
  readonly load: LoadSecrets;
  /** Whether changes arrive at present. While they do not, nothing is kept. */
  readonly hearsChanges: () => boolean;
  readonly now?: () => number;
}

export interface FoundSecrets {
  readonly secrets: Secrets;
  /** Whether they were read for this request. */
  readonly loaded: boolean;
}

/** Guessed workspace ids cost a transaction, so their absence is kept for some seconds. */
const absentKeptMs = 5_000;
/** They must neither push out real ones, nor take more than one connection, nor more memory than this. */
const maxPresent = 20_000;
const maxAbsent = 5_000;
const maxUnknownWaiting = 1_000;

/** Decrypted webhook secrets of the connections that received webhooks last. */
export class SecretCache {
  readonly #options: SecretCacheOptions;
  readonly #now: () => number;
  readonly #present = new BoundedMap<string, Secrets>(maxPresent);
  /** When it was seen that there are none. */
  readonly #absent = new BoundedMap<string, number>(maxAbsent);
  readonly #loading = new Map<string, Promise<Secrets>>();
  /** Connections that had secrets when they were last read: they do not queue behind guessed ones. */
  readonly #known = new BoundedMap<string, true>(maxPresent);
  readonly #knownLane: SecretLane;
  readonly #unknownLane: SecretLane;

  constructor(options: SecretCacheOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#knownLane = new SecretLane(options.load, maxPresent);
    this.#unknownLane = new SecretLane(options.load, maxUnknownWaiting);
  }

  /** A connection's secrets; none if it does not exist or is switched off. Throws `SyncError`, and `LaneFull`. */
  async get(connection: Connection): Promise<FoundSecrets> {
    const key = connectionKey(connection);
    const present = this.#present.get(key);
    if (present !== undefined) return { secrets: present, loaded: false };
    const absentSince = this.#absent.get(key);
    if (absentSince !== undefined && this.#now() - absentSince < absentKeptMs) {
      return { secrets: [], loaded: false };
    }
    return { secrets: await (this.#loading.get(key) ?? this.#load(key, connection)), loaded: true };
  }

  /** Reads them again; until they are there, `get` gives those from before. */
  async reload(connection: Connection): Promise<Secrets> {
    const key = connectionKey(connection);
    return await (this.#loading.get(key) ?? this.#load(key, connection));
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

  async #load(key: string, connection: Connection): Promise<Secrets> {
    const lane = this.#known.get(key) === true ? this.#knownLane : this.#unknownLane;
    const loading = lane.load(connection);
    this.#loading.set(key, loading);
    try {
      const secrets = await loading;
      // If it was forgotten while it loaded, it serves those who asked before the change, and is not kept.
      if (this.#loading.get(key) === loading) this.#keep(key, secrets);
      return secrets;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  #keep(key: string, secrets: Secrets): void {
    if (secrets.length > 0) this.#known.set(key, true);
    else this.#known.delete(key);
    this.#present.delete(key);
    this.#absent.delete(key);
    if (!this.#options.hearsChanges()) return;
    if (secrets.length > 0) this.#present.set(key, secrets);
    else this.#absent.set(key, this.#now());
  }
}
