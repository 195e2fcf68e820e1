import { randomUUID } from 'node:crypto';
import type { SessionRequest, SessionStarted } from '../../contracts/sessions.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { notConfigured } from '../../domain/connection.ts';
import { sessionId } from '../../domain/ids.ts';
import { throwIfBusy } from '../../temporal/session-refusal.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { entitiesToSync } from '../connections/choose-entities.ts';
import { requestStart } from './request-start.ts';

export interface NewSession extends Omit<SessionRequest, 'sessionId' | 'workspaceId' | 'entityTypes'> {
  /** Null: all that the connection copies. */
  readonly entityTypes: readonly EntityType[] | null;
}

export type StartedSession = SessionStarted & Pick<SessionRequest, 'entityTypes'>;

/** Starts a session, or queues it. Throws `provider_not_configured`, `entity_not_chosen`, `SessionBusy` and `QuotaExceeded`. */
export async function startSession(
  deps: Pick<ServiceDeps, 'db' | 'gateway' | 'providers'> & { config: Pick<ServiceDeps['config'], 'quotas'> },
  caller: Caller,
  wanted: NewSession,
): Promise<StartedSession> {
  const { db, gateway, providers } = deps;
  const { workspaceId } = caller;
  const { provider } = wanted;
  const { config, exceeded } = await db.inWorkspace(workspaceId, async (ws) => ({
    config: await ws.paymentConfigs.get(provider),
    exceeded: await ws.quotas.forStart(deps.config.quotas),
  }));
  if (config?.isActive !== true) throw notConfigured(providers[provider].displayName);
  if (exceeded !== null) throw exceeded;
  const entityTypes = entitiesToSync(config, wanted.entityTypes);
  const request = { ...wanted, entityTypes, workspaceId, sessionId: sessionId(randomUUID()) };
  const started = throwIfBusy(await requestStart({ db, gateway }, request));
  const { sessionType, whenBusy } = wanted;
  await db.inWorkspace(workspaceId, (ws) =>
    ws.auditLog.append(
      auditEntry(caller, 'sync.started', started.sessionId, {
        provider,
        session_type: sessionType,
        ...(whenBusy === 'queue' && { when_busy: whenBusy }),
      }),
    ),
  );
  return { ...started, entityTypes };
}
