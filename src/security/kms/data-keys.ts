import { randomBytes } from 'node:crypto';
import type { WorkspaceId } from '../../domain/ids.ts';
import { BoundedMap } from '../../domain/limits/bounded-map.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { createKeyring, type Sealer } from '../keyring.ts';
import type { Kms, WrappedKey } from './kms.ts';

/** Where wrapped data keys are kept. */
export interface DataKeyStore {
  /** Undefined if the workspace has none. */
  read(owner: WorkspaceId): Promise<WrappedKey | undefined>;
  /** Keeps the first of a workspace, and resolves to the one that is kept; undefined if the workspace was deleted. */
  add(owner: WorkspaceId, key: WrappedKey): Promise<WrappedKey | undefined>;
}

interface Options {
  readonly kms: Kms;
  readonly store: DataKeyStore;
  /** Unwrapped keys that a process holds, and for how long. */
  readonly maxKept?: number;
  readonly keptMs?: number;
  /** How long a KMS may take. */
  readonly kmsMs?: number;
}

interface Kept {
  readonly sealer: Promise<Sealer>;
  readonly until: number;
}

const dataKeyBytes = 32;
/** Within it a KMS that is away is not noticed, and a KMS is asked once a workspace. */
const defaultKeptMs = 5 * 60_000;
const defaultKept = 10_000;
/** The half of what a provider waits for the answer to a webhook. */
const defaultKmsMs = 5_000;

/**
 * The data keys of workspaces, which seal their credentials and secrets. Each is made once, stored wrapped by the KMS, and
 * held unwrapped in memory for some minutes.
 */
export class DataKeys {
  readonly #options: Required<Options>;
  readonly #kept: BoundedMap<WorkspaceId, Kept>;

  constructor(options: Options) {
    this.#options = { maxKept: defaultKept, keptMs: defaultKeptMs, kmsMs: defaultKmsMs, ...options };
    this.#kept = new BoundedMap(this.#options.maxKept);
  }

  /**
   * Seals and opens what is stored of a workspace. Makes its data key if it has none; of a deleted workspace, whose key is
   * destroyed, nothing can be opened. Holds no connection while the KMS works. Throws `SyncError`:
   * `key_service_unavailable`, `credential_unreadable`.
   */
  of(owner: WorkspaceId): Promise<Sealer> {
    return this.#keep(owner, async () => {
      const { store } = this.#options;
      const stored = (await store.read(owner)) ?? (await store.add(owner, await this.#make(owner)));
      return await this.#unwrap(owner, stored);
    });
  }

  /** As `of`, for a key that was read already. Makes none. */
  opened(owner: WorkspaceId, stored: WrappedKey | undefined): Promise<Sealer> {
    return stored === undefined
      ? this.#unwrap(owner, undefined)
      : this.#keep(owner, () => this.#unwrap(owner, stored));
  }

  /** Of a workspace whose key was destroyed. */
  forget(owner: WorkspaceId): void {
    this.#kept.delete(owner);
  }

  #keep(owner: WorkspaceId, load: () => Promise<Sealer>): Promise<Sealer> {
    const now = performance.now();
    const present = this.#kept.get(owner);
    if (present !== undefined && now < present.until) return present.sealer;
    const sealer = load();
    const kept = { sealer, until: now + this.#options.keptMs };
    this.#kept.set(owner, kept);
    sealer.catch(() => {
      if (this.#kept.get(owner) === kept) this.#kept.delete(owner);
    });
    return sealer;
  }

  async #make(owner: WorkspaceId): Promise<WrappedKey> {
    const { kms } = this.#options;
    const dataKey = randomBytes(dataKeyBytes);
    return {
      wrappedBy: kms.wrapsWith,
      wrapped: await this.#ask((signal) => kms.wrap(dataKey, owner, signal)),
    };
  }

  async #unwrap(owner: WorkspaceId, stored: WrappedKey | undefined): Promise<Sealer> {
    if (stored === undefined) return destroyed;
    const key = await this.#ask((signal) => this.#options.kms.unwrap(stored, owner, signal));
    return createKeyring([{ id: 'data', key }]);
  }

  #ask<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return askKms(work, this.#options.kmsMs);
  }
}

/** Ends what takes longer than this. Throws `SyncError`. */
export async function askKms<T>(work: (signal: AbortSignal) => Promise<T>, ms = defaultKmsMs): Promise<T> {
  const signal = AbortSignal.timeout(ms);
  const timedOut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${ms} ms`)), { once: true });
  });
  try {
    return await Promise.race([work(signal), timedOut]);
  } catch (cause) {
    if (cause instanceof SyncError) throw cause;
    throw new SyncError('key_service_unavailable', 'The key management service is away. Try again.', {
      cause,
    });
  }
}

/** Of a workspace that was deleted. */
const destroyed: Sealer = {
  seal: () => {
    throw new SyncError('not_found', 'There is no such workspace.');
  },
  open: () => {
    throw new SyncError(
      'credential_unreadable',
      "The stored credential cannot be read: its workspace's data key was destroyed.",
    );
  },
};
