import { trusted } from '../json.ts';
import type { IncomingMessage } from 'node:http';

/** A request with its body read and its URL taken apart. */
export interface HttpRequest {
  id: string;
  method: string;
  /** Path and query, as sent. */
  url: string;
  path: string;
  query: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let made = 0;

/** `req_` and fourteen characters that count up, so that logs sort. */
const nextRequestId = () => `req_${(++made).toString(36).padStart(14, '0')}`;

export async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(trusted(chunk));
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  return {
    id: nextRequestId(),
    method: message.method ?? 'GET',
    url,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: message.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

export function header(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
