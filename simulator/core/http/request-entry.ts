import type { ServerResponse } from 'node:http';
import type { LoggedRequest, RequestLog } from '../request-log.ts';
import type { HttpRequest } from './request.ts';

/** Real time, milliseconds since 1970. */
const now = () => performance.timeOrigin + performance.now();

/**
 * A request's entry in the logs. Once, before its last byte leaves (a client that has its answer must find it counted) or
 * when its connection breaks, the logs count it and its place in the rate limiter is released.
 */
export class RequestEntry {
  readonly logged: LoggedRequest;
  readonly #logs: RequestLog[] = [];
  #release = () => {};

  constructor(request: HttpRequest, endpoint: string | undefined, response: ServerResponse) {
    this.logged = {
      id: request.id,
      account: undefined,
      method: request.method,
      path: request.path,
      query: request.query,
      endpoint,
      status: 0,
      started: now(),
      ended: undefined,
      limited: undefined,
      fault: undefined,
      objects: 0,
    };
    response.once('close', () => this.settle());
  }

  enter(log: RequestLog): void {
    log.start(this.logged);
    this.#logs.push(log);
  }

  /** Calls `release` when the request is over. */
  hold(release: () => void): void {
    this.#release = release;
  }

  settle(): void {
    if (this.logged.ended === undefined) for (const log of this.#logs) log.end(this.logged);
    this.logged.ended = now();
    this.#release();
    this.#release = () => {};
  }
}
