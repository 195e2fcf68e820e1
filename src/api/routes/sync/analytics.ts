import { createRoute } from '@hono/zod-openapi';
import { notFound } from '../../../services/not-found.ts';
import { readAnalytics, readAnalyticsOfAll } from '../../../services/analytics/read-analytics.ts';
import { callerOf, temporalUiFor } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, needsPlatform, refusals, workspacePath, type Api } from '../../route.ts';
import {
  analytics,
  analyticsJson,
  analyticsQuery,
  rangeOf,
  summary,
  summaryJson,
} from '../../schemas/analytics.ts';
import { ofWorkspace } from '../../schemas/parameters.ts';

const description =
  'Syncs, durations, success rate, rows, requests and webhook lag of each hour (168 at most) or day (92 at most) of the range, ' +
  'which is widened to whole ones.';

const ofOne = createRoute({
  method: 'get',
  path: workspacePath('/analytics'),
  tags: ['Syncs'],
  summary: 'Figures over time',
  description,
  ...needs('viewer'),
  request: { params: ofWorkspace, query: analyticsQuery },
  responses: { 200: json(analytics, 'The figures.'), ...refusals },
});

const ofAll = createRoute({
  method: 'get',
  path: '/api/v1/analytics',
  tags: ['Workspaces'],
  summary: 'Figures over time, of all workspaces',
  description,
  ...needsPlatform,
  request: { query: analyticsQuery },
  responses: { 200: json(analytics, 'The figures.'), ...refusals },
});

const sum = createRoute({
  method: 'get',
  path: workspacePath('/sync/summary'),
  tags: ['Syncs'],
  summary: "The workspace's connections with their sessions by status and their rows",
  description:
    'One answer for a page about the workspace: counts of sessions, and of live rows by entity and state.',
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(summary, 'The summary.'), ...refusals },
});

export function analyticsRoutes(api: Api, { db, config }: ApiDeps): void {
  api.openapi(ofOne, async (c) => {
    const range = rangeOf(c.req.valid('query'));
    return c.json(analyticsJson(await readAnalytics({ db }, callerOf(c), range)), 200);
  });

  api.openapi(ofAll, async (c) => {
    const range = rangeOf(c.req.valid('query'));
    return c.json(analyticsJson(await readAnalyticsOfAll({ db }, range)), 200);
  });

  api.openapi(sum, async (c) => {
    const { id } = c.get('workspace');
    const found = await db.inWorkspace(id, (ws) => ws.analytics.workspaceSyncSummary());
    if (found === undefined) throw notFound('workspace');
    return c.json(summaryJson(id, found, temporalUiFor(c.get('principal'), config)), 200);
  });
}
