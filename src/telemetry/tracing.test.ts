import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTracing } from './tracing.ts';

let provider: Server;
let url: string;
const seen: IncomingHttpHeaders[] = [];

beforeAll(async () => {
  provider = createServer(({ headers }, response) => {
    seen.push(headers);
    response.end('{}');
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(() => void provider.close());

it('tells no provider in which trace a request is, and does nothing if its collector is away', async () => {
  const end = openTracing('worker', { endpoint: 'http://127.0.0.1:9', share: 1 });
  await trace.getTracer('test').startActiveSpan('work', async (span) => {
    expect(span.isRecording()).toBe(true);
    const { statusCode, body } = await request(`${url}/v1/customers?limit=1`);
    await body.dump();
    expect(statusCode).toBe(200);
    span.end();
  });
  expect(seen.map((headers) => headers['traceparent'])).toEqual([undefined]);
  await end();
});
