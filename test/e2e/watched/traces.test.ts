import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionId } from '../../../src/domain/ids.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { startCollector, type OtlpCollector, type Span } from '../../support/receivers/otlp-collector.ts';

const caller = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8) };
let collector: OtlpCollector;
let deployment: Deployment;
let spans: Span[];
let apiKey: string;

/** The names from the span upwards, the span's own first. */
function lineage(span: Span): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [span.name, ...(parent === undefined ? [] : lineage(parent))];
}

beforeAll(async () => {
  collector = await startCollector();
  deployment = await startDeployment({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' },
  });
  await deployment.startWorker();
  const { workspaceId, account } = await deployment.connect({ customers: 120 });
  [apiKey = ''] = account.keys.keys();
  const started = await fetch(
    `${deployment.url}/api/v1/workspaces/${workspaceId}/sync/stripe/initial?why=secret-of-the-caller`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${deployment.adminKey}`,
        traceparent: `00-${caller.traceId}-${caller.spanId}-01`,
      },
    },
  );
  const { session_id: session } = (await started.json()) as { session_id: string };
  const ended = await deployment.service.ended(workspaceId, sessionId(session));
  expect(ended).toMatchObject({ status: 'completed' });
  const ofTheCaller = () => collector.spans.filter(({ traceId }) => traceId === caller.traceId);
  // API and worker send theirs on their own.
  const sent = () => {
    expect(ofTheCaller().map(({ name }) => name)).toContain('activity closeSession');
    expect(ofTheCaller().map(({ parentSpanId }) => parentSpanId)).toContain(caller.spanId);
  };
  await vi.waitFor(sent, { timeout: 20_000 });
  spans = ofTheCaller();
}, 120_000);
afterAll(async () => {
  await deployment.stop();
  collector.close();
});

describe('the trace of a request that starts a sync', () => {
  it('has the request, the activities, the calls of the provider and SQL in it', () => {
    const request = spans.find(({ parentSpanId }) => parentSpanId === caller.spanId);
    expect(request?.name).toBe('POST /api/v1/workspaces/:workspace_id/sync/:provider/initial');
    const lists = spans.filter(({ attributes }) =>
      attributes.some(({ key, value }) => key === 'url.path' && value['stringValue'] === '/v1/customers'),
    );
    expect(lists.length).toBeGreaterThanOrEqual(2);
    expect(lineage(lists[0]!)).toEqual(['GET', 'activity pullListings', request?.name]);
    const statements = spans.filter(({ name }) => name.startsWith('postgres'));
    const parents = new Set(statements.map((statement) => lineage(statement)[1]));
    expect(parents).toContain('activity pullListings');
    expect(parents).toContain(request?.name);
  });

  it('is that of the whole session, up to its end', () => {
    const activities = new Set(spans.map(({ name }) => name).filter((name) => name.startsWith('activity')));
    expect(activities).toContain('activity openSession');
    expect(activities).toContain('activity closeSession');
  });
});

it('holds no key, no query and no value of a statement', () => {
  const all = JSON.stringify(collector.spans);
  for (const secret of [deployment.adminKey, apiKey, 'secret-of-the-caller', 'starting_after'])
    expect(all.includes(secret)).toBe(false);
});
