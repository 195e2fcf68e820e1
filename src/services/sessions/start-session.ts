import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionRequest, SessionStarted } from '../../contracts/sessions.ts';
import { notConfigured } from '../../domain/connection.ts';
import { sessionId } from '../../domain/ids.ts';
import { isFinal } from '../../domain/session-state.ts';
import { SessionBusy } from '../../temporal/session-refusal.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export type NewSession = Omit<SessionRequest, 'sessionId' | 'workspaceId'>;

/** Starts a session, or queues it. Throws `provider_not_configured` and `SessionBusy`. */
export async function startSession(
  deps: Pick<ServiceDeps, 'db' | 'gateway' | 'providers'>,
  { workspaceId }: Caller,
  wanted: NewSession,
): Promise<SessionStarted> {
  const { db, providers } = deps;
  const { provider } = wanted;
  const config = await db.inWorkspace(workspaceId, ({ paymentConfigs }) => paymentConfigs.get(provider));
  if (config?.isActive !== true) throw notConfigured(providers[provider].displayName);
  return await startWhenFree(deps, { ...wanted, workspaceId, sessionId: sessionId(randomUUID()) });
}

const maxWaitMs = 5_000;
const pauseMs = 100;

/**
 * A session whose row has ended can hold its workflow's lock for a moment longer, until Temporal has heard of the end: the
 * caller who starts the next one at that moment waits, and is not refused because of the ended one.
 */
async function startWhenFree(
  { db, gateway }: Pick<ServiceDeps, 'db' | 'gateway'>,
  request: SessionRequest,
): Promise<SessionStarted> {
  const deadline = Date.now() + maxWaitMs;
  for (;;) {
    try {
      return await gateway.startSession(request);
    } catch (error) {
      if (!(error instanceof SessionBusy) || Date.now() > deadline) throw error;
      const { sessionId: active } = error;
      const holder = await db.inWorkspace(request.workspaceId, (ws) => ws.sessions.get(active));
      if (holder === undefined || !isFinal(holder.status)) throw error;
      await sleep(pauseMs);
    }
  }
}
