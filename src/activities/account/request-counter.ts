import { Context } from '@temporalio/activity';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { RateLimited, SyncError } from '../../domain/sync-error.ts';

/** Called after every request, with its error, or undefined if it was answered. */
export type RequestObserver = (endpoint: string, error?: unknown) => void;

/**
 * Counts requests for Prometheus, beside the metrics of Temporal's SDK. Its labels are bounded: a provider has
 * some dozen endpoints, and the meter in the database counts by workspace.
 */
export function requestCounter(provider: PaymentProvider): RequestObserver {
  const counter = Context.current().metricMeter.createCounter(
    'workspace_sync_provider_requests_total',
    'requests',
    'Requests sent to the accounts of payment providers',
  );
  return (endpoint, error) => counter.add(1, { provider, endpoint, outcome: outcomeOf(error) });
}

function outcomeOf(error: unknown): 'ok' | 'rate_limited' | 'failed' {
  if (error instanceof RateLimited) return 'rate_limited';
  // A 404 is an answer: the object is gone.
  const answered = error instanceof SyncError && error.code === 'provider_not_found';
  return error === undefined || answered ? 'ok' : 'failed';
}
