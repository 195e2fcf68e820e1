import type { PaymentProvider } from '../../domain/entity.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Log } from '../../telemetry/log.ts';

export interface WakerOptions {
  readonly wake: (workspace: WorkspaceId, provider: PaymentProvider) => Promise<void>;
  readonly log: Log;
}

/**
 * Tells workflows that there is something in their inbox, without making anybody wait. One call for a workspace is on
 * its way at a time, and one more follows it where it was asked for meanwhile: the first may have been answered before
 * what is stored now. What fails is left to the sweep, which looks for inboxes that waited too long.
 */
export class Waker {
  readonly #options: WakerOptions;
  /** By workspace and provider: whether to call once more. */
  readonly #calls = new Map<string, { again: boolean }>();

  constructor(options: WakerOptions) {
    this.#options = options;
  }

  wake(workspace: WorkspaceId, provider: PaymentProvider): void {
    const key = `${workspace}:${provider}`;
    const call = this.#calls.get(key);
    if (call === undefined) void this.#call(key, workspace, provider);
    else call.again = true;
  }

  async #call(key: string, workspace: WorkspaceId, provider: PaymentProvider): Promise<void> {
    const call = { again: true };
    this.#calls.set(key, call);
    try {
      while (call.again) {
        call.again = false;
        await this.#options.wake(workspace, provider);
      }
    } catch (err) {
      this.#options.log.warn(
        { err, workspace_id: workspace, provider },
        'workflow not woken: left to the sweep',
      );
    } finally {
      this.#calls.delete(key);
    }
  }
}
