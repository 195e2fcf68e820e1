import { createRoute } from '@hono/zod-openapi';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import { notFound } from '../api-problem.ts';
import { deleteSchedule } from '../delete-schedule.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofProvider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { putSchedule, schedule, scheduleOf, showSchedule } from '../schemas/schedule.ts';
import { setSchedule } from '../set-schedule.ts';

const tags = ['Schedules'];
const path = workspacePath('/sync/{provider}/schedule');

const get = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Get the schedule: when it runs next, and how its last run ended',
  ...needs('viewer'),
  request: { params: ofProvider },
  responses: { 200: json(schedule, 'The schedule.'), ...refusals },
});

const put = createRoute({
  method: 'put',
  path,
  tags,
  summary: 'Make or replace the schedule',
  description:
    'Give `cron` or `every_seconds`. A run while a session is active is skipped, and one that `read_budget` of the ' +
    'connection forbids. Runs that an outage prevented are made up for within an hour, as one.',
  ...needs('operator'),
  request: { params: ofProvider, body: jsonBody(putSchedule) },
  responses: {
    200: json(schedule, 'The schedule as it is now.'),
    ...refusals,
    422: json(problem, '`provider_not_configured`.'),
  },
});

const remove = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'Delete the schedule; a session that runs goes on',
  ...needs('operator'),
  request: { params: ofProvider },
  responses: { 204: { description: 'Deleted.' }, ...refusals },
});

export function scheduleRoutes(api: Api, deps: ApiDeps): void {
  const { db, schedules } = deps;
  const show = async (row: StoredSchedule) =>
    showSchedule(
      row,
      await schedules.nextRuns(row).catch(() => null),
      await db.inWorkspace(row.workspaceId, ({ reads }) => reads.meter(row.provider)),
    );

  api.openapi(get, async (c) => {
    const { provider } = c.req.valid('param');
    const row = await db.inWorkspace(c.get('workspaceId'), (ws) => ws.schedules.get(provider));
    if (row === undefined) throw notFound('schedule');
    return c.json(await show(row), 200);
  });

  api.openapi(put, async (c) => {
    const { provider } = c.req.valid('param');
    const stored = await setSchedule(deps, c, provider, scheduleOf(c.req.valid('json')));
    return c.json(await show(stored), 200);
  });

  api.openapi(remove, async (c) => {
    if (!(await deleteSchedule(deps, c, c.req.valid('param').provider))) throw notFound('schedule');
    return c.body(null, 204);
  });
}
