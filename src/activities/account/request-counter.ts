import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { RateLimited, SyncError } from '../../domain/sync-error.ts';
import type { WorkerMetrics } from '../../telemetry/metrics/worker-metrics.ts';

/** Is told of every request that is sent. */
export interface RequestObserver {
  /** How long it waited for the account's pace. */
  waited(seconds: number): void;
  /** How long it took, with its error, or undefined if it was answered. */
  ended(endpoint: string, seconds: number, error?: unknown): void;
}

/** Labels are bounded: a provider has some dozen endpoints, and the meter in the database counts by workspace. */
export const requestCounter = (
  metrics: Pick<WorkerMetrics, 'paceWait' | 'providerRequests' | 'providerRequestDuration' | 'rateLimited'>,
  provider: PaymentProvider,
): RequestObserver => ({
  waited: (seconds) => metrics.paceWait({ provider }, seconds),
  ended(endpoint, seconds, error) {
    metrics.providerRequests({ provider, endpoint, outcome: outcomeOf(error) }, 1);
    metrics.providerRequestDuration({ provider, endpoint }, seconds);
    if (error instanceof RateLimited) metrics.rateLimited({ provider, scope: error.scope }, 1);
  },
});

function outcomeOf(error: unknown): 'ok' | 'rate_limited' | 'failed' {
  if (error instanceof RateLimited) return 'rate_limited';
  // A 404 is an answer: the object is gone.
  const answered = error instanceof SyncError && error.code === 'provider_not_found';
  return error === undefined || answered ? 'ok' : 'failed';
}
