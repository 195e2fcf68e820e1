import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { notFound } from '../services/not-found.ts';
import { Overview } from '../services/status/overview.ts';
import { ApiError } from './api-error.ts';
import type { ApiDeps, ApiParts } from './deps.ts';
import { accessLog } from './middleware/access-log.ts';
import { authenticate } from './middleware/authenticate.ts';
import { emptyBody } from './middleware/empty-body.ts';
import { limitRequests } from './middleware/limit-requests.ts';
import { measureRequests } from './middleware/measure-requests.ts';
import { notStored } from './middleware/not-stored.ts';
import { requestFacts } from './middleware/request-facts.ts';
import { workspaceAccess } from './middleware/workspace-access.ts';
import { errorHandler } from './error-handler.ts';
import { fairConnections } from './fair-database.ts';
import { keyOwner } from './middleware/key-owner.ts';
import { FairStarts } from './limits/fair-starts.ts';
import { RequestLimits } from './limits/request-limits.ts';
import { SlowRefusals } from './limits/slow-refusals.ts';
import { Strangers } from './limits/strangers.ts';
import { RefusedAttempts } from './refused-attempts.ts';
import { Principals } from './principals/principals.ts';
import { newApi, type Api } from './route.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditLogRoutes } from './routes/audit-log/audit-log.ts';
import { wholeAuditLogRoutes } from './routes/audit-log/whole-audit-log.ts';
import { capacityRoutes } from './routes/capacity.ts';
import { conflictRoutes } from './routes/conflicts.ts';
import { connectSessionRoutes } from './routes/connect-sessions.ts';
import { connectionStatusRoutes } from './routes/sync/connection-status.ts';
import { documentRoutes } from './document/document.ts';
import { entityRoutes } from './routes/entities.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { copyCostRoutes } from './routes/connections/copy-costs.ts';
import { platformAccountRoutes } from './routes/connections/platform-account.ts';
import { paymentProviderRoutes } from './routes/payment-providers.ts';
import { quotaRoutes } from './routes/quotas.ts';
import { settingsRoutes } from './routes/settings.ts';
import { overviewRoutes } from './routes/sync/overview.ts';
import { sessionStreamRoutes } from './routes/sync/session-stream.ts';
import { scheduleRoutes } from './routes/sync/schedules.ts';
import { startSyncRoutes } from './routes/sync/start-sync.ts';
import { syncEventRoutes } from './routes/sync/sync-events.ts';
import { analyticsRoutes } from './routes/sync/analytics.ts';
import { timelineRoutes } from './routes/sync/timeline.ts';
import { waitRoutes } from './routes/sync/wait.ts';
import { webhookEventRoutes } from './routes/webhook-events.ts';
import { webhookEndpointRoutes } from './routes/webhook-endpoints/webhook-endpoints.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { syncSessionRoutes } from './routes/sync/sync-sessions.ts';
import { workspaceRoutes } from './routes/workspaces.ts';
import { TokenHolders } from './principals/token-holders.ts';
import { EventStreams } from './streams/event-streams.ts';

/** No request of this API needs more. */
const maxBodyBytes = 64 * 1024;

/** Routes for people, beside the API: they set their own security headers. */
export type Mount = (api: Api, deps: ApiDeps, streams: EventStreams) => void;

/** The HTTP API. A request under `/api/v1` without a valid key is refused before any route sees it. */
export function createApp(parts: ApiParts, mounts: readonly Mount[] = []): Api {
  const { config, changes, log } = parts;
  const connections = fairConnections(parts.db);
  const principals = new Principals({ lookupDb: connections.as('key lookups'), changes, log });
  const refusals = new SlowRefusals();
  const starts = new FairStarts();
  const strangers = new Strangers(config.strangersPerSecond, refusals);
  const tokenHolders = config.oidc && new TokenHolders(config.oidc);
  const ownerOf = keyOwner({ platformKeys: config.platformKeys, principals, tokenHolders, strangers });
  const limits = new RequestLimits(config);
  const overview = new Overview(connections.db);
  const deps: ApiDeps = {
    ...parts,
    db: connections.db,
    principals,
    connections,
    ownerOf,
    tokenHolders,
    strangers,
    limits,
    starts,
    overview,
  };
  const streams = new EventStreams(deps);
  const api = newApi();
  const answerWith = errorHandler(log, new RefusedAttempts({ ...parts, db: connections.db }));
  api.onError(answerWith);
  api.notFound((c) => answerWith(notFound('resource'), c));
  if (parts.traceRequests !== undefined) api.use(parts.traceRequests);
  webhookRoutes(api, deps);
  api.use(requestFacts(config.trustedProxies), accessLog(log), measureRequests(parts.metrics));
  for (const mount of mounts) mount(api, deps, streams);
  api.use(secureHeaders({ strictTransportSecurity: 'max-age=15552000' }));
  api.use('/api/v1/*', notStored);
  api.use('/api/v1/*', authenticate(ownerOf));
  api.use('/api/v1/*', limitRequests({ limits, starts, refusals }));
  api.use('/api/v1/workspaces/:workspace_id/*', workspaceAccess(deps.db));
  api.use(
    '/api/v1/*',
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () => {
        throw new ApiError(413, 'payload_too_large', `A body may have ${maxBodyBytes} bytes at most.`);
      },
    }),
  );
  api.use('/api/v1/*', emptyBody);
  workspaceRoutes(api, deps);
  settingsRoutes(api, deps);
  quotaRoutes(api, deps);
  overviewRoutes(api, deps, streams);
  capacityRoutes(api, deps);
  apiKeyRoutes(api, deps);
  connectSessionRoutes(api, deps);
  paymentProviderRoutes(api, deps);
  platformAccountRoutes(api, deps);
  copyCostRoutes(api, deps);
  startSyncRoutes(api, deps);
  connectionStatusRoutes(api, deps);
  scheduleRoutes(api, deps);
  syncSessionRoutes(api, deps);
  sessionStreamRoutes(api, deps, streams);
  syncEventRoutes(api, deps);
  waitRoutes(api, deps);
  timelineRoutes(api, deps);
  analyticsRoutes(api, deps);
  webhookEventRoutes(api, deps);
  webhookEndpointRoutes(api, deps);
  entityRoutes(api, deps);
  conflictRoutes(api, deps);
  auditLogRoutes(api, deps);
  wholeAuditLogRoutes(api, deps);
  healthRoutes(api, deps);
  metricsRoutes(api, deps);
  documentRoutes(api, deps);
  return api;
}
