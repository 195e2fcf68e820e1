import type { ServerResponse } from 'node:http';
import type { LoggedRequest, RequestLog } from '../request-log.ts';

/** Real time, milliseconds since 1970. */
const now = () => performance.timeOrigin + performance.now();

/**
 * Books one request: it is counted in its logs, and what it holds is released, once, before its last byte leaves (a
 * client that has its answer must find it counted) or when its connection breaks.
 */
export class Ledger {
  readonly entry: LoggedRequest;
  readonly #logs: RequestLog[] = [];
  #release = () => {};

  constructor(entry: LoggedRequest, response: ServerResponse) {
    this.entry = entry;
    response.once('close', () => this.settle());
  }

  enter(log: RequestLog): void {
    log.start(this.entry);
    this.#logs.push(log);
  }

  hold(release: () => void): void {
    this.#release = release;
  }

  settle(): void {
    if (this.entry.ended === undefined) for (const log of this.#logs) log.end(this.entry);
    this.entry.ended = now();
    this.#release();
    this.#release = () => {};
  }
}
