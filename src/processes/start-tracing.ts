import type { MiddlewareHandler } from 'hono';
import type { TracingConfig } from '../telemetry/tracing.ts';

/** Traces this process, if it is configured. OpenTelemetry is loaded only then. Returns what sends the last spans. */
export async function startTracing(
  service: 'api' | 'worker',
  config: TracingConfig | undefined,
): Promise<() => Promise<void>> {
  if (config === undefined) return () => Promise.resolve();
  const { openTracing } = await import('../telemetry/tracing.ts');
  return openTracing(service, config);
}

/** What makes a span of each request. */
export async function traceRequests(
  config: TracingConfig | undefined,
): Promise<MiddlewareHandler | undefined> {
  if (config === undefined) return undefined;
  const { httpInstrumentationMiddleware } = await import('@hono/otel');
  return httpInstrumentationMiddleware();
}
