import { randomUUID } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import { sessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofProvider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { showWorkflow, startedSession, startInitialSync } from '../schemas/session.ts';

const initial = createRoute({
  method: 'post',
  path: workspacePath('/sync/{provider}/initial'),
  tags: ['Syncs'],
  summary: 'Start a full sync',
  description: 'The body may be left out. A second start while a session runs is refused with its id.',
  ...needs('operator'),
  request: { params: ofProvider, body: jsonBody(startInitialSync, false) },
  responses: {
    201: json(startedSession, 'Started, or (`pending`) waiting its turn.'),
    ...refusals,
    409: json(problem, '`session_busy`: `session_id` names the active session.'),
    422: json(problem, '`provider_not_configured`.'),
  },
});

export function startSyncRoutes(api: Api, { db, gateway, providers, config }: ApiDeps): void {
  api.openapi(initial, async (c) => {
    const { provider } = c.req.valid('param');
    // Without a body nothing was parsed, so the schema's defaults are not there yet.
    const wanted = startInitialSync.parse(c.req.valid('json'));
    const workspaceId = c.get('workspaceId');
    const connected = await db.inWorkspace(workspaceId, ({ paymentConfigs }) => paymentConfigs.get(provider));
    if (connected?.isActive !== true) {
      const { displayName } = providers[provider];
      throw new SyncError('provider_not_configured', `${displayName} is not configured for this workspace.`);
    }
    const started = await gateway.startSession({
      sessionId: sessionId(randomUUID()),
      workspaceId,
      provider,
      sessionType: 'initial_sync',
      entityTypes: wanted.entity_types,
      batchSize: wanted.batch_size,
      maxConcurrentWorkers: wanted.max_concurrent_workers,
      whenBusy: wanted.when_busy,
    });
    return c.json(
      {
        session_id: started.sessionId,
        status: started.status,
        provider,
        entity_types: wanted.entity_types,
        config: { batch_size: wanted.batch_size, max_concurrent_workers: wanted.max_concurrent_workers },
        created_at: started.createdAt,
        workflow: showWorkflow(config.temporalUi, started.workflowId, started.runId),
      },
      201,
    );
  });
}
