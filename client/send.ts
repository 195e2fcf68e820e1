import { apiErrorOf, ApiUnreachable } from './api-error.ts';

export interface SendOptions {
  readonly fetch: (request: Request) => Promise<Response>;
  /** How often a request is sent again that failed and may be repeated. */
  readonly retries: number;
  /** Milliseconds that one try may take. */
  readonly timeoutMs: number;
}

const firstDelayMs = 250;
/** A longer pause is the caller's to decide. */
const maxDelayMs = 15_000;

/**
 * A `fetch` that throws `ApiError` for every refusal and `ApiUnreachable` if none came. What changes nothing is sent again
 * if the service was away; everything is if it was refused by a limit, since then nothing was done.
 */
export const sender =
  ({ fetch, retries, timeoutMs }: SendOptions) =>
  async (request: Request): Promise<Response> => {
    const repeatable = request.method === 'GET';
    for (let tried = 0; ; tried++) {
      const response = await tryOnce(request.clone(), fetch, timeoutMs).catch((error: unknown) => {
        if (request.signal.aborted || !repeatable || tried >= retries) throw error;
        return undefined;
      });
      if (response?.ok === true) return response;
      const refusal = response && (await apiErrorOf(request, response));
      const again = refusal === undefined || (refusal.retryable && (repeatable || refusal.status === 429));
      const delayMs = Math.max(
        (refusal?.retryAfter ?? 0) * 1000,
        firstDelayMs * 2 ** tried * (0.5 + Math.random()),
      );
      if (refusal !== undefined && (!again || tried >= retries || delayMs > maxDelayMs)) throw refusal;
      await pause(delayMs, request.signal);
    }
  };

async function tryOnce(request: Request, fetch: SendOptions['fetch'], timeoutMs: number): Promise<Response> {
  // A stream takes as long as there is something to say: only its beginning has a limit.
  const streams = request.headers.get('accept') === 'text/event-stream';
  const beginning = new AbortController();
  const timer = streams ? setTimeout(() => beginning.abort(), timeoutMs) : undefined;
  const timeout = streams ? beginning.signal : AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, timeout]) }));
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    const { origin } = new URL(request.url);
    const why = timeout.aborted
      ? `${origin} did not answer within ${timeoutMs / 1000} s.`
      : `${origin} cannot be reached: ${reasonOf(error)}.`;
    throw new ApiUnreachable(why, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** What lies beneath `fetch failed`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return cause.message === '' ? (code ?? cause.name) : cause.message;
}

/** Rejects with the signal's reason when it aborts. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason as Error);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
