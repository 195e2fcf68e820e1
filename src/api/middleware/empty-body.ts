import { createMiddleware } from 'hono/factory';

/**
 * Many clients announce JSON with every request, also where they send no body: to a route whose body may be left out
 * that is no body, and not malformed JSON.
 */
export const emptyBody = createMiddleware(async (c, next) => {
  const announced = c.req.header('content-type')?.startsWith('application/json') ?? false;
  if (announced && (await c.req.text()) === '') c.req.raw.headers.delete('content-type');
  await next();
});
