import { randomUUID } from 'node:crypto';
import type { SessionRequest, SessionStarted } from '../../contracts/sessions.ts';
import { notConfigured } from '../../domain/connection.ts';
import { sessionId } from '../../domain/ids.ts';
import { throwIfBusy } from '../../temporal/session-refusal.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { requestStart } from './request-start.ts';

export type NewSession = Omit<SessionRequest, 'sessionId' | 'workspaceId'>;

/** Starts a session, or queues it. Throws `provider_not_configured` and `SessionBusy`. */
export async function startSession(
  deps: Pick<ServiceDeps, 'db' | 'gateway' | 'providers'>,
  { workspaceId }: Caller,
  wanted: NewSession,
): Promise<SessionStarted> {
  const { db, gateway, providers } = deps;
  const { provider } = wanted;
  const config = await db.inWorkspace(workspaceId, ({ paymentConfigs }) => paymentConfigs.get(provider));
  if (config?.isActive !== true) throw notConfigured(providers[provider].displayName);
  const request = { ...wanted, workspaceId, sessionId: sessionId(randomUUID()) };
  return throwIfBusy(await requestStart({ db, gateway }, request));
}
