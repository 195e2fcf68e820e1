import { expect, test } from 'vitest';
import { ApiError, ApiUnreachable } from './api-error.ts';
import { createClient } from './client.ts';

type Answer = Response | Error;

const problem = (status: number, headers: Record<string, string> = {}) =>
  Response.json(
    { error: 'No.', code: status === 429 ? 'rate_limited' : 'database_unavailable', request_id: 'r1' },
    { status, headers },
  );
const fine = () => Response.json({ workspaces: [], next_cursor: null });

/** A client whose requests get these answers, one after another; `sent` counts them. */
function answering(...answers: (() => Answer)[]) {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    const answer = answers[Math.min(sent.push(request), answers.length) - 1]!();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: createClient({ url: 'https://sync.example.com', apiKey: 'key', fetch }), sent };
}

const refused = () =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  });

test('what changes nothing is sent again while the service is away', async () => {
  const { client, sent } = answering(
    refused,
    () => problem(503),
    () => problem(429),
    fine,
  );
  expect(await client.get('/api/v1/workspaces')).toMatchObject({ workspaces: [] });
  expect(sent).toHaveLength(4);
});

test('what changes something is sent once, unless a limit refused it', async () => {
  const away = answering(() => problem(503), fine);
  await expect(away.client.post('/api/v1/workspaces', { body: { name: 'A' } })).rejects.toBeInstanceOf(
    ApiError,
  );
  const down = answering(refused, fine);
  await expect(down.client.post('/api/v1/workspaces', { body: { name: 'A' } })).rejects.toThrow(
    'https://sync.example.com cannot be reached: connect ECONNREFUSED.',
  );
  const limited = answering(() => problem(429), fine);
  await limited.client.post('/api/v1/workspaces', { body: { name: 'A' } });
  const [, second] = limited.sent;
  expect(await second!.json()).toEqual({ name: 'A' });
});

test("a pause that the API asks for is kept, or is the caller's if it is long", async () => {
  const { client, sent } = answering(() => problem(503, { 'retry-after': '600' }), fine);
  await expect(client.get('/api/v1/workspaces')).rejects.toMatchObject({ retryAfter: 600, retryable: true });
  expect(sent).toHaveLength(1);
});

test("an answer that is not the API's says so", async () => {
  const { client } = answering(() => new Response('<h1>Not found</h1>', { status: 404 }));
  await expect(client.get('/api/v1/workspaces')).rejects.toMatchObject({
    status: 404,
    code: 'not_found',
    requestId: null,
    message: expect.stringContaining('https://sync.example.com'),
  });
});

test("an aborted request is not sent again, and throws the caller's reason", async () => {
  const controller = new AbortController();
  const { client, sent } = answering(() => {
    controller.abort(new Error('enough'));
    return problem(503);
  });
  await expect(client.get('/api/v1/workspaces', { signal: controller.signal })).rejects.toThrow('enough');
  expect(sent).toHaveLength(1);
});

test('an API that does not answer is unreachable', async () => {
  const fetch = async (request: Request) =>
    await new Promise<Response>((_, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason)),
    );
  const client = createClient({ url: 'http://127.0.0.1', apiKey: 'key', fetch, retries: 0, timeoutMs: 20 });
  await expect(client.get('/api/v1/workspaces')).rejects.toBeInstanceOf(ApiUnreachable);
});

test.each(['', 'sync.example.com', 'ftp://sync.example.com'])('%j is no address', (url) => {
  expect(() => createClient({ url, apiKey: 'key' })).toThrow('is no address of an API');
});

test.each(['', 'a key', 'key\n', 'ключ'])('%j is no key', (apiKey) => {
  expect(() => createClient({ url: 'https://sync.example.com', apiKey })).toThrow('API key');
});
