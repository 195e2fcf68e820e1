import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Requests that a connection may send before the first of them is answered: the few clients that do so send a handful. */
const maxAhead = 32;

/**
 * Answers the requests of one connection one after the other, and closes a connection that sends many ahead: node:http would begin
 * all that one packet holds in one turn of the event loop, 450 of the smallest, however many packets there are.
 */
export function inTurn(answer: Answer): Answer {
  const ahead = new WeakMap<Socket, (() => void)[]>();

  function begin(socket: Socket, waiting: (() => void)[], work: () => void, response: ServerResponse): void {
    response.once('close', () => {
      const next = socket.writable ? waiting.shift() : undefined;
      if (next === undefined) ahead.delete(socket);
      else next();
    });
    work();
  }

  return (request, response) => {
    const { socket } = request;
    // What the same packet held besides.
    if (socket.destroyed) return;
    const work = () => answer(request, response);
    const waiting = ahead.get(socket);
    if (waiting === undefined) {
      const own: (() => void)[] = [];
      ahead.set(socket, own);
      begin(socket, own, work, response);
    } else if (waiting.length < maxAhead) waiting.push(() => begin(socket, waiting, work, response));
    else socket.destroy();
  };
}
