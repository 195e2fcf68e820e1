import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { ApiMetrics } from '../../telemetry/metrics/api-metrics.ts';
import type { ApiEnv } from '../deps.ts';

/** Methods of routes: a stranger's own would be endless series. */
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Measures each request by its route: never by its path, which has ids. */
export const measureRequests = ({ requestDuration }: Pick<ApiMetrics, 'requestDuration'>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const started = performance.now();
    await next();
    const method = methods.has(c.req.method) ? c.req.method : 'other';
    const route = routePath(c, -1);
    const found = c.res.status !== 404 || !route.endsWith('*');
    const labels = { method, route: found ? route : 'none', status: String(c.res.status) };
    requestDuration(labels, (performance.now() - started) / 1000);
  });
