import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { components } from './api-types.ts';
import { ApiError, ApiUnreachable, type Problem } from './api-error.ts';

export type LiveSession = components['schemas']['LiveSession'];

/** Opens the stream of a session's events. */
export type OpenStream = (
  workspaceId: string,
  sessionId: string,
  signal: AbortSignal | undefined,
) => Promise<ReadableStream<Uint8Array>>;

/** The API says something at least every 5 s. A proxy that collects answers lets nothing through. */
const silenceMs = 15_000;

/** The sessions of a stream, as they come. Throws what ended it early: `ApiError`, `ApiUnreachable`. */
export async function* readSessions(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveSession, void> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => arrived.push(event) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await readInTime(reader);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      for (const { event, data } of arrived.splice(0)) {
        if (event === 'problem') throw problemOf(JSON.parse(data) as Problem);
        if (event === 'session') yield JSON.parse(data) as LiveSession;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function readInTime(reader: ReadableStreamDefaultReader<Uint8Array>) {
  const silent = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => silent.reject(new ApiUnreachable(`The stream said nothing for ${silenceMs / 1000} s.`)),
    silenceMs,
  );
  try {
    return await Promise.race([reader.read(), silent.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** An event has no status of HTTP's. What is neither the key's nor the session's end may be over in a moment. */
const problemOf = (problem: Problem): ApiError => {
  const statuses: Partial<Record<Problem['code'], number>> = {
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
  };
  return new ApiError(statuses[problem.code] ?? 503, problem);
};
