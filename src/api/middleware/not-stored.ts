import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../deps.ts';

/**
 * No cache keeps an answer: one in front of the API need not know that `X-Api-Key` is a credential. A client may, if it asks
 * each time whether the answer has changed.
 */
export const notStored = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  c.res.headers.set('Cache-Control', c.res.headers.has('ETag') ? 'private, no-cache' : 'no-store');
});
