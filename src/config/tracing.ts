import type { EnvironmentReader } from '../environment/reader.ts';
import { fraction, optional, webBase } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';
import type { TracingConfig } from '../telemetry/tracing.ts';

const endpoint = variable(
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  optional(webBase('http://localhost:4318')),
  `The OpenTelemetry collector that gets traces, by OTLP over HTTP: requests, Temporal's activities, calls of providers and
SQL in one. Not set: nothing is traced. Headers that it wants are in \`OTEL_EXPORTER_OTLP_HEADERS\`, as OpenTelemetry has it.`,
);
const sampled = variable(
  'OTEL_TRACES_SAMPLER_ARG',
  fraction(1, { whole: true }),
  'The part of all traces that is sent, from 0 to 1.',
);

/** Undefined: nothing is traced. */
export function readTracing(reader: EnvironmentReader): TracingConfig | undefined {
  const [to, share] = [reader.read(endpoint), reader.read(sampled)];
  return to === undefined ? undefined : { endpoint: to, share };
}
