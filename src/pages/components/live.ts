import type { Context } from 'hono';
import { html } from 'hono/html';
import type { StreamMessage } from '../../api/streams/event-stream.ts';
import { lastId } from '../../api/streams/event-streams.ts';
import type { Markup } from '../markup.ts';
import { notice } from './notice.ts';

/** The message on which htmx stops. */
const nothingMore = 'nothing-more';

/**
 * A part of a page that follows what happens: each message of the stream is the whole part, so a lost one costs nothing. Without
 * script the part stays as it was when the page was loaded.
 */
export const live = (path: string, id: string, part: Markup): Markup =>
  html`<div hidden data-lost>${notice('warn', 'Not connected: what is shown may be old. Trying again.')}</div>
    <div hidden data-old>
      ${notice('info', html`This page is of an earlier release. <a href="">Load it again</a>`)}
    </div>
    <div hx-sse:connect="${path}" hx-sse:close="${nothingMore}" hx-target="#${id}" hx-swap="outerMorph">
      ${part}
    </div>`;

/** A state of a part that is followed. After the `last` one nothing changes any more. */
export interface LivePart {
  readonly part: Markup;
  readonly last?: boolean;
}

/** Each part as a message, if it differs from the one before. */
export async function* liveMessages(parts: AsyncIterable<LivePart>): AsyncGenerator<StreamMessage> {
  let before = '';
  for await (const { part, last = false } of parts) {
    const data = String(await part);
    if (data === before && !last) continue;
    before = data;
    yield { event: '', id: last ? lastId : '', data };
  }
}

/** What a browser gets that has seen the last message: without it htmx would ask again for ever. */
export const nothingMoreAnswer = (c: Context): Response | undefined =>
  c.req.header('last-event-id') === lastId
    ? c.body(`event: ${nothingMore}\ndata: \n\n`, 200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
      })
    : undefined;
