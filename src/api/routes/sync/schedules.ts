import { createRoute } from '@hono/zod-openapi';
import type { StoredSchedule } from '../../../db/connections/sync-schedules.ts';
import { notFound } from '../../../services/not-found.ts';
import { deleteSchedule } from '../../../services/schedules/delete-schedule.ts';
import { setSchedule } from '../../../services/schedules/set-schedule.ts';
import { invalid } from '../../api-error.ts';
import { callerOf } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { ofProvider } from '../../schemas/parameters.ts';
import { problem } from '../../schemas/problem.ts';
import { putSchedule, schedule, scheduleOf, scheduleJson } from '../../schemas/schedule.ts';

const tags = ['Schedules'];
const path = workspacePath('/sync/{provider}/schedule');

const get = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Get the schedule: when it runs next, and how its last run ended',
  description: 'A connection has one schedule at most. `next_runs` is null while Temporal cannot be reached.',
  ...needs('viewer'),
  request: { params: ofProvider },
  responses: { 200: json(schedule, 'The schedule.'), ...refusals },
});

const put = createRoute({
  method: 'put',
  path,
  tags,
  summary: 'Create or replace the schedule',
  description:
    'Give `cron` or `every_seconds`. A run is skipped while a session is active, or if it would pass the `read_budget` of the ' +
    'connection. One run makes up for those that an outage prevented in the last hour.',
  ...needs('operator'),
  request: { params: ofProvider, body: jsonBody(putSchedule) },
  responses: {
    200: json(schedule, 'The schedule as it is now.'),
    ...refusals,
    422: json(problem, '`provider_not_configured`; `entity_not_chosen`: the connection does not copy it.'),
  },
});

const remove = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'Delete the schedule; a running session continues',
  description: 'To stop it for a while only, set `paused` instead.',
  ...needs('operator'),
  request: { params: ofProvider },
  responses: { 204: { description: 'Deleted.' }, ...refusals },
});

/** How a request names what Temporal may refuse. */
const fieldNames = { cron: 'cron', timeZone: 'time_zone' } as const;

export function scheduleRoutes(api: Api, deps: ApiDeps): void {
  const { db, schedules } = deps;
  const present = async (row: StoredSchedule) =>
    scheduleJson(
      row,
      await schedules.nextRuns(row).catch(() => null),
      await db.inWorkspace(row.workspaceId, ({ reads }) => reads.meter(row.provider)),
    );

  api.openapi(get, async (c) => {
    const { provider } = c.req.valid('param');
    const row = await db.inWorkspace(c.get('workspace').id, (ws) => ws.schedules.get(provider));
    if (row === undefined) throw notFound('schedule');
    return c.json(await present(row), 200);
  });

  api.openapi(put, async (c) => {
    const { provider } = c.req.valid('param');
    const wanted = { provider, schedule: scheduleOf(deps.providers[provider], c.req.valid('json')) };
    const answer = await setSchedule(deps, callerOf(c), wanted);
    if (answer.outcome === 'set') return c.json(await present(answer.schedule), 200);
    const { field, message } = answer.refusal;
    throw invalid([{ in: 'body', field: fieldNames[field], message }]);
  });

  api.openapi(remove, async (c) => {
    const deleted = await deleteSchedule(deps, callerOf(c), c.req.valid('param'));
    if (!deleted) throw notFound('schedule');
    return c.body(null, 204);
  });
}
