import { connectionKey, type Connection } from '../../domain/connection.ts';
import type { Log } from '../../telemetry/log.ts';

export interface WakerOptions {
  readonly wake: (connection: Connection) => Promise<void>;
  readonly log: Log;
}

/**
 * Tells workflows that there is something in their inbox, without making anybody wait. One call for a workspace is on
 * its way at a time, and one more follows it where it was asked for meanwhile: the first may have been answered before
 * what is stored now. What fails is left to the sweep, which looks for inboxes that waited too long.
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
