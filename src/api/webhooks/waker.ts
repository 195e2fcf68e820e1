import { connectionKey, type Connection } from '../../domain/connection.ts';
import type { Log } from '../../telemetry/log.ts';

export interface WakerOptions {
  readonly wake: (connection: Connection) => Promise<void>;
  readonly log: Log;
}

/**
 * Wakes workflows whose inbox has new events, without delaying the senders. One call for a connection is on its way at a
 * time. If `wake` is called during it, one more follows, because the first may have been answered before the newer event was
 * stored. If a call fails, the sweep finds the inbox, because it has waited too long.
 */
export class Waker {
  readonly #options: WakerOptions;
  /** By connection: whether to call once more. */
  readonly #calls = new Map<string, { again: boolean }>();

  constructor(options: WakerOptions) {
    this.#options = options;
  }

  wake(connection: Connection): void {
    const key = connectionKey(connection);
    const call = this.#calls.get(key);
    if (call === undefined) void this.#call(key, connection);
    else call.again = true;
  }

  async #call(key: string, connection: Connection): Promise<void> {
    const call = { again: true };
    this.#calls.set(key, call);
    try {
      while (call.again) {
        call.again = false;
        await this.#options.wake(connection);
      }
    } catch (err) {
      const { workspaceId, provider } = connection;
      this.#options.log.warn(
        { err, workspace_id: workspaceId, provider },
        'workflow not woken: left to the sweep',
      );
    } finally {
      this.#calls.delete(key);
    }
  }
}
