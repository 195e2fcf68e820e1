import { createRoute, type z } from '@hono/zod-openapi';
import {
  startSession,
  type NewSession,
  type StartedSession,
} from '../../../services/sessions/start-session.ts';
import { callerOf, temporalUiFor } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { idempotency, idempotencyRefusals, onlyOnce } from '../../idempotency.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { ofProvider } from '../../schemas/parameters.ts';
import { problem } from '../../schemas/problem.ts';
import {
  newSession,
  startedSession,
  startSync,
  workflowJson,
  type TemporalUi,
} from '../../schemas/session.ts';

const startRoute = <const Path extends string>(path: Path, summary: string, description: string) =>
  createRoute({
    method: 'post',
    path: workspacePath(path),
    tags: ['Syncs'],
    summary,
    description: `${description} The body may be omitted. A second start while a session runs is refused with its id.`,
    ...needs('operator'),
    request: { params: ofProvider, headers: idempotency, body: jsonBody(startSync, false) },
    responses: {
      201: json(startedSession, 'Started; or `pending`: it waits, and the session shows its position.'),
      ...refusals,
      409: json(
        problem,
        `\`session_busy\`: \`session_id\` names the active session. ${idempotencyRefusals[409]}`,
      ),
      422: json(
        problem,
        `\`provider_not_configured\`; \`entity_not_chosen\`: the connection does not copy it. \`quota_exceeded\`: rows or stored bytes, as \`GET …/quotas\` says. ${idempotencyRefusals[422]}`,
      ),
      429: {
        ...refusals[429],
        description: `${refusals[429].description} \`quota_exceeded\`: as many syncs as are allowed a day have begun today.`,
      },
    },
  });

const initial = startRoute(
  '/sync/{provider}/initial',
  'Start a full sync',
  'Lists every object of the chosen entities.',
);
const incremental = startRoute(
  '/sync/{provider}/incremental',
  'Start an incremental sync',
  "Applies the provider's events since the last sync, deletions included. If they do not reach back that far, it lists " +
    'everything, and the session says so.',
);

const started = (
  { sessionId, status, createdAt, workflowId, runId, entityTypes }: StartedSession,
  { provider, batchSize, maxConcurrentWorkers }: NewSession,
  ui: TemporalUi,
): z.infer<typeof startedSession> => ({
  session_id: sessionId,
  status,
  provider,
  entity_types: [...entityTypes],
  config: { batch_size: batchSize, max_concurrent_workers: maxConcurrentWorkers },
  created_at: createdAt,
  workflow: workflowJson(ui, workflowId, runId),
});

export function startSyncRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(initial, (c) =>
    onlyOnce(deps, c, async () => {
      const wanted = newSession(
        'initial_sync',
        deps.providers[c.req.valid('param').provider],
        c.req.valid('json'),
      );
      const ui = temporalUiFor(c.get('principal'), deps.config);
      return c.json(started(await startSession(deps, callerOf(c), wanted), wanted, ui), 201);
    }),
  );
  api.openapi(incremental, (c) =>
    onlyOnce(deps, c, async () => {
      const wanted = newSession(
        'incremental_sync',
        deps.providers[c.req.valid('param').provider],
        c.req.valid('json'),
      );
      const ui = temporalUiFor(c.get('principal'), deps.config);
      return c.json(started(await startSession(deps, callerOf(c), wanted), wanted, ui), 201);
    }),
  );
}
