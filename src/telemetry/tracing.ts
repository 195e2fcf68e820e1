import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation, trace, type Span, type TextMapPropagator } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { release } from './release.ts';

export interface TracingConfig {
  /** Spans go to `<endpoint>/v1/traces`, by OTLP over HTTP. */
  readonly endpoint: string;
  /** Of the traces that begin here, 0 to 1. */
  readonly share: number;
}

const w3c = new W3CTraceContextPropagator();

/** Callers say in which trace they are; providers and receivers of webhooks are not told in which we are. */
const inOnly: TextMapPropagator = {
  inject() {},
  extract: (parent, carrier, getter) => w3c.extract(parent, carrier, getter),
  fields: () => w3c.fields(),
};

/** Queries may hold what only their receiver may know. */
const withoutQueries: SpanProcessor = {
  onStart(span: Span & { readonly attributes: Readonly<Record<string, unknown>> }) {
    const { 'url.full': full, 'url.query': query } = span.attributes;
    if (query !== undefined) span.setAttribute('url.query', '');
    if (typeof full === 'string') span.setAttribute('url.full', full.replace(/[?#].*$/, ''));
  },
  onEnd() {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/**
 * Called once a process, before its first connection. Returns what sends the last spans. If nothing listens at the
 * endpoint, spans are lost and nothing else happens.
 */
export function openTracing(service: 'api' | 'worker', config: TracingConfig): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${config.endpoint}/v1/traces` });
  // By the trace's id: all processes decide alike, and what a caller says of its own sampling costs us nothing.
  const sampled = new TraceIdRatioBasedSampler(config.share);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `workspace-payment-sync-${service}`,
      'service.version': release.version,
    }),
    sampler: new ParentBasedSampler({ root: sampled, remoteParentSampled: sampled }),
    spanProcessors: [withoutQueries, new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(inOnly);
  trace.setGlobalTracerProvider(provider);
  new UndiciInstrumentation({ requireParentforSpans: true }).setTracerProvider(provider);
  // Those who stop a process do not wait long for it.
  return () => Promise.race([provider.shutdown().catch(() => {}), sleep(2_000, undefined, { ref: false })]);
}
