import { createMiddleware } from 'hono/factory';

/**
 * Many clients announce JSON with every request, even without a body. A route whose body is optional must take that for no
 * body, not for malformed JSON.
 */
export const emptyBody = createMiddleware(async (c, next) => {
  const announced = c.req.header('content-type')?.startsWith('application/json') ?? false;
  if (announced && (await c.req.text()) === '') c.req.raw.headers.delete('content-type');
  await next();
});
