import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { createClient } from './client.ts';

type Answer = () => Response | Error;

const stream = (...events: string[]) =>
  new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } });
const session = (of: number, status = 'running') => ({ of, status });
const event = (of: number, status?: string) =>
  `event: session\nid: ${of}\ndata: ${JSON.stringify(session(of, status))}\n\n`;
const away = () => new TypeError('fetch failed');

/** A client whose streams and looks get these answers, one after another. */
function watching(streams: Answer[], looks: Answer[]) {
  const asked = { streams: 0, looks: 0 };
  const fetch = async (request: Request) => {
    const kind = request.url.endsWith('/stream') ? 'streams' : 'looks';
    const answers = kind === 'streams' ? streams : looks;
    const answer = (answers[asked[kind]++] ?? away)();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = createClient({ url: 'https://sync.example.com', apiKey: 'key', fetch, retries: 0 });
  const seen = async (patienceMs = 60_000) => {
    const all: unknown[] = [];
    for await (const each of client.watchSession('w', 's', { patienceMs })) all.push(each);
    return all;
  };
  return { client, seen, asked };
}

test('the sessions of the stream, to the one that is final', async () => {
  const { seen, asked } = watching(
    [() => stream(': keep-alive\n\n', event(1), event(2), event(3, 'completed'), event(4))],
    [],
  );
  expect(await seen()).toEqual([session(1), session(2), session(3, 'completed')]);
  expect(asked).toEqual({ streams: 1, looks: 0 });
});

test('a stream that breaks is bridged by a look, and taken up again', async () => {
  const { seen, asked } = watching(
    [() => stream(event(1)), () => stream(event(3), event(4, 'failed'))],
    [() => Response.json(session(2))],
  );
  expect(await seen()).toEqual([session(1), session(2), session(3), session(4, 'failed')]);
  expect(asked).toEqual({ streams: 2, looks: 1 });
});

test('without any stream it is asked again and again', async () => {
  const none = () => new Response('', { status: 502 });
  const { seen } = watching(
    [none, none],
    [() => Response.json(session(1)), away, () => Response.json(session(2, 'cancelled'))],
  );
  expect(await seen()).toEqual([session(1), session(2, 'cancelled')]);
});

test('an API that stays away is thrown once patience ends', async () => {
  await expect(watching([], []).seen(0)).rejects.toThrow('cannot be reached');
});

test('a refusal is thrown at once, also in the middle of a stream', async () => {
  const problem = { error: 'This API key is not valid.', code: 'unauthenticated', request_id: 'r1' };
  const { seen } = watching(
    [() => stream(event(1), `event: problem\ndata: ${JSON.stringify(problem)}\n\n`)],
    [],
  );
  const error = await seen().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'unauthenticated', requestId: 'r1' });
});

test('a signal ends it', async () => {
  const { client } = watching([() => stream(event(1))], [() => Response.json(session(1))]);
  const controller = new AbortController();
  const watched = (async () => {
    for await (const _ of client.watchSession('w', 's', { signal: controller.signal }))
      controller.abort(new Error('enough'));
  })();
  await expect(watched).rejects.toThrow('enough');
});
