import type { Database } from '../../db/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { QuotaExceeded, Quotas } from '../../domain/limits/quotas.ts';
import type { Log } from '../../telemetry/log.ts';
import { BoundedMap } from '../../domain/limits/bounded-map.ts';

interface Known {
  exceeded: QuotaExceeded | null;
  /** Events that may still be taken in before the database is asked again. */
  left: number;
  readAt: number;
  reading: boolean;
}

export interface WebhookQuotaOptions {
  readonly db: Pick<Database, 'inWorkspace'>;
  readonly log: Log;
  /** The operator's. */
  readonly defaults: Quotas;
  readonly now?: () => number;
}

const countedWorkspaces = 20_000;
/** So long a figure is good: a workspace's quota may change, and its events be applied. */
const freshMs = { within: 30_000, exceeded: 2_000 };

/**
 * Whether a workspace may have more events, by figures that are read beside the webhooks: none waits for them. A process takes
 * half of what is left before it reads again, because others take events in too.
 */
export class WebhookQuotas {
  readonly #options: WebhookQuotaOptions;
  readonly #known = new BoundedMap<WorkspaceId, Known>(countedWorkspaces);

  constructor(options: WebhookQuotaOptions) {
    this.#options = options;
  }

  /** Why a verified event is not to be taken in; null if it is, which counts it. */
  take(workspace: WorkspaceId): QuotaExceeded | null {
    const now = (this.#options.now ?? Date.now)();
    let known = this.#known.get(workspace);
    if (known === undefined) {
      known = { exceeded: null, left: 1, readAt: Number.NEGATIVE_INFINITY, reading: false };
      this.#known.set(workspace, known);
    }
    const age = now - known.readAt;
    const isFresh = age < (known.exceeded === null ? freshMs.within : freshMs.exceeded);
    if (!isFresh || known.left <= 0) void this.#read(workspace, known, now);
    if (known.exceeded !== null) return known.exceeded;
    known.left -= 1;
    return null;
  }

  /** Never throws: without a figure the last one holds. */
  async #read(workspace: WorkspaceId, known: Known, now: number): Promise<void> {
    if (known.reading) return;
    known.reading = true;
    const { db, log, defaults } = this.#options;
    try {
      const { left, exceeded } = await db.inWorkspace(workspace, (ws) => ws.quotas.forWebhooks(defaults));
      known.exceeded = exceeded;
      known.left = left === null ? Number.POSITIVE_INFINITY : Math.ceil(left / 2);
    } catch (err) {
      log.warn({ err, workspace_id: workspace }, 'quotas not read');
    } finally {
      known.readAt = now;
      known.reading = false;
    }
  }
}
