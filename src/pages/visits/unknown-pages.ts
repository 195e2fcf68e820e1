import type { ApiDeps } from '../../api/deps.ts';
import type { Api } from '../../api/route.ts';
import { notFound } from '../../services/not-found.ts';
import { errorPage } from './error-page.ts';

/** A browser that asks for what is not there gets a page, a program the API's answer. */
export function unknownPages(api: Api, { log }: Pick<ApiDeps, 'log'>): void {
  api.use(async (c, next) => {
    await next();
    const asksForPage = c.req.method === 'GET' && c.req.header('accept')?.includes('text/html') === true;
    if (c.res.status !== 404 || !asksForPage || c.req.path.startsWith('/api/')) return;
    if (c.res.headers.get('content-type')?.startsWith('text/html') === true) return;
    c.res = undefined;
    c.res = await errorPage(c, log, notFound('page'));
  });
}
