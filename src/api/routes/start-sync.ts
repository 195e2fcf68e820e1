import { randomUUID } from 'node:crypto';
import { createRoute, type z } from '@hono/zod-openapi';
import { notConfigured, type Connection } from '../../domain/connection.ts';
import { sessionId } from '../../domain/ids.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofProvider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { startWhenFree } from '../start-when-free.ts';
import { showWorkflow, startedSession, startSync } from '../schemas/session.ts';

const startRoute = <const Path extends string>(path: Path, summary: string, description: string) =>
  createRoute({
    method: 'post',
    path: workspacePath(path),
    tags: ['Syncs'],
    summary,
    description: `${description} The body may be left out. A second start while a session runs is refused with its id.`,
    ...needs('operator'),
    request: { params: ofProvider, body: jsonBody(startSync, false) },
    responses: {
      201: json(startedSession, 'Started, or (`pending`) waiting its turn: the session says at which place.'),
      ...refusals,
      409: json(problem, '`session_busy`: `session_id` names the active session.'),
      422: json(problem, '`provider_not_configured`.'),
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
  "Applies the provider's events since the last sync, deletions included; where they do not reach back so far it " +
    'lists everything, and says so in the session.',
);

export function startSyncRoutes(api: Api, { db, gateway, providers, config }: ApiDeps): void {
  const start = async (
    { workspaceId, provider }: Connection,
    sessionType: 'initial_sync' | 'incremental_sync',
    body: z.input<typeof startSync>,
  ) => {
    // Without a body nothing was parsed, so the schema's defaults are not there yet.
    const wanted = startSync.parse(body);
    const connected = await db.inWorkspace(workspaceId, ({ paymentConfigs }) => paymentConfigs.get(provider));
    if (connected?.isActive !== true) throw notConfigured(providers[provider].displayName);
    const started = await startWhenFree(
      { db, gateway },
      {
        sessionId: sessionId(randomUUID()),
        workspaceId,
        provider,
        sessionType,
        entityTypes: wanted.entity_types,
        batchSize: wanted.batch_size,
        maxConcurrentWorkers: wanted.max_concurrent_workers,
        whenBusy: wanted.when_busy,
      },
    );
    return {
      session_id: started.sessionId,
      status: started.status,
      provider,
      entity_types: wanted.entity_types,
      config: { batch_size: wanted.batch_size, max_concurrent_workers: wanted.max_concurrent_workers },
      created_at: started.createdAt,
      workflow: showWorkflow(config.temporalUi, started.workflowId, started.runId),
    };
  };

  api.openapi(initial, async (c) => {
    const connection = { workspaceId: c.get('workspaceId'), provider: c.req.valid('param').provider };
    return c.json(await start(connection, 'initial_sync', c.req.valid('json')), 201);
  });
  api.openapi(incremental, async (c) => {
    const connection = { workspaceId: c.get('workspaceId'), provider: c.req.valid('param').provider };
    return c.json(await start(connection, 'incremental_sync', c.req.valid('json')), 201);
  });
}
