import type { Connection } from '../../domain/connection.ts';
import type { WebhookSecret } from '../../services/webhook-endpoints/webhook-secrets.ts';

/** Too many connections wait for their secrets. */
export class LaneFull extends Error {
  override readonly name = 'LaneFull';
}

/** The secrets of each connection, or why they cannot be read. */
export type LoadSecrets = (
  connections: readonly Connection[],
) => Promise<readonly (readonly WebhookSecret[] | Error)[]>;

interface Waiting {
  readonly connection: Connection;
  readonly resolve: (secrets: readonly WebhookSecret[]) => void;
  readonly reject: (error: unknown) => void;
}

/** In one transaction, which is one round trip. */
const maxBatch = 100;

/** Reads secrets for all who ask at the same time together, one transaction at a time. */
export class SecretLane {
  readonly #load: LoadSecrets;
  readonly #maxWaiting: number;
  readonly #waiting: Waiting[] = [];
  #loading = false;

  constructor(load: LoadSecrets, maxWaiting: number) {
    this.#load = load;
    this.#maxWaiting = maxWaiting;
  }

  /** Throws `LaneFull`, and what `load` throws. */
  async load(connection: Connection): Promise<readonly WebhookSecret[]> {
    if (this.#waiting.length >= this.#maxWaiting) throw new LaneFull();
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ connection, resolve, reject });
      if (!this.#loading) void this.#run();
    });
  }

  /** Never throws. */
  async #run(): Promise<void> {
    this.#loading = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxBatch);
      try {
        const loaded = await this.#load(batch.map(({ connection }) => connection));
        for (const [i, { resolve, reject }] of batch.entries()) {
          const secrets = loaded[i]!;
          if (secrets instanceof Error) reject(secrets);
          else resolve(secrets);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#loading = false;
  }
}
