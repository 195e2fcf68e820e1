import { createMiddleware } from 'hono/factory';
import { announcesJson } from '../plain-input.ts';

/**
 * Many clients announce JSON with every request, even without a body. A route whose body is optional must take that for no
 * body, not for malformed JSON.
 */
export const emptyBody = createMiddleware(async (c, next) => {
  // As bytes: what reads the body after this is to see whether they are UTF-8.
  if (announcesJson(c) && (await c.req.bytes()).length === 0) c.req.raw.headers.delete('content-type');
  await next();
});
