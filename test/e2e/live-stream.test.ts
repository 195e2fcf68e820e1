import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readServerConfig } from '../../src/config/config.ts';
import { startServer, type RunningServer } from '../../src/server.ts';
import { readEvents, type ReadEvent } from '../support/read-events.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
let server: RunningServer;
const adminKey = randomBytes(24).toString('hex');
const headers = { authorization: `Bearer ${adminKey}` };

beforeAll(async () => {
  service = await startTestService();
  server = await startServer(
    readServerConfig({
      ...service.env,
      ADMIN_API_KEY: adminKey,
      PUBLIC_BASE_URL: 'http://localhost',
      PORT: '0',
    }),
  );
});
afterAll(async () => {
  await server.stop();
  await service.stop();
});

const pathOf = (workspaceId: string, id: string) =>
  `${server.url}/api/v1/workspaces/${workspaceId}/sync/sessions/${id}`;
const totalOf = ({ data }: ReadEvent): number => data.figures.done;

test('a full sync of 20,000 objects is followed to its end: every message has more, and the last what the API says', async () => {
  await service.startWorker();
  const { workspaceId } = await service.connect({
    customers: 16_000,
    products: 1_000,
    prices: 2_000,
    subscriptions: 1_000,
    perSecond: 7,
  });
  const { sessionId } = await service.start(workspaceId);
  const response = await fetch(`${pathOf(workspaceId, sessionId)}/stream`, { headers });
  const messages: ReadEvent[] = [];
  for await (const event of readEvents(response)) messages.push(event);
  const states = messages.filter(({ event }) => event === 'session');
  const last = states.at(-1)!;
  expect(last).toMatchObject({
    id: 'ended',
    data: { status: 'completed', figures: { done: 20_000, covered: 1, waiting: null } },
  });
  expect(last.data.figures.entities.customers).toMatchObject({ state: 'complete', done: 16_000, covered: 1 });
  const shown = await (await fetch(pathOf(workspaceId, sessionId), { headers })).json();
  expect({ ...last.data, as_of: '' }).toEqual({ ...(shown as object), as_of: '' });

  const totals = states.map(totalOf);
  expect(totals).toEqual(totals.toSorted((one, other) => one - other));
  const moving = states.slice(0, -1).filter((state) => totalOf(state) > 0 && totalOf(state) < 20_000);
  expect(new Set(moving.map(totalOf)).size).toBe(moving.length);
  expect(moving.length).toBeGreaterThan(1);
  for (const { data } of moving) expect(data.figures.covered).toBeLessThan(1);
  expect(moving.some(({ data }) => data.figures.seconds_left > 0 && data.figures.rate > 0)).toBe(true);
}, 120_000);

test('a stream ends at once when its process stops, and the process waits for none', async () => {
  const { workspaceId } = await service.connect({ customers: 10 });
  const { sessionId } = await service.start(workspaceId);
  const response = await fetch(`${pathOf(workspaceId, sessionId)}/stream`, { headers });
  const events = readEvents(response);
  expect(await events.next()).toMatchObject({ value: { event: 'session' } });
  await server.stop();
  for await (const { event } of events) expect(event).not.toBe('problem');
}, 60_000);
