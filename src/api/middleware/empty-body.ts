import { createMiddleware } from 'hono/factory';

/**
 * Many clients announce JSON with every request, even without a body. A route whose body is optional must take that for no
 * body, not for malformed JSON.
 */
export const emptyBody = createMiddleware(async (c, next) => {
  const announced = c.req.header('content-type')?.startsWith('application/json') ?? false;
  // As bytes: what reads the body after this is to see whether they are UTF-8.
  if (announced && (await c.req.bytes()).length === 0) c.req.raw.headers.delete('content-type');
  await next();
});
