import type { Mix, Templates } from './events.ts';

/** The target of webhooks, and how they are signed. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** The load generator's orders, in a file. */
export interface WebhookPlan {
  /** Targets take turns. */
  readonly targets: readonly WebhookTarget[];
  readonly templates: Templates;
  /** Part of every id. */
  readonly run: string;
  readonly mix: Mix;
  readonly events: number;
  /** Requests in flight at once, at most. */
  readonly concurrency: number;
  /** Events begin at this rate whatever the answers do; absent: one more as soon as one is answered. */
  readonly perSecond?: number;
  readonly resultFile: string;
}

/** The load generator's observations, in a file; arrays by event. */
export interface WebhookResult {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly statuses: readonly number[];
  /** Milliseconds since 1970 at which each was sent, or was due. */
  readonly sentAt: readonly number[];
  /** Milliseconds from then to its answer. */
  readonly latency: readonly number[];
}
