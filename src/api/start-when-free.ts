import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import { isFinal } from '../domain/session-state.ts';
import { SessionBusy } from '../temporal/session-refusal.ts';
import type { ApiDeps } from './deps.ts';

const patienceMs = 5_000;
const pauseMs = 100;

/**
 * Starts a session. A session that has ended by its row may hold its workflow for a moment longer, until Temporal has
 * heard of it: who starts the next one right then is not told that the ended one is busy. Throws `SessionBusy`.
 */
export async function startWhenFree(
  { db, gateway }: Pick<ApiDeps, 'db' | 'gateway'>,
  request: SessionRequest,
): Promise<SessionStarted> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await gateway.startSession(request);
    } catch (error) {
      if (!(error instanceof SessionBusy) || Date.now() > deadline) throw error;
      const { sessionId } = error;
      const holder = await db.inWorkspace(request.workspaceId, (ws) => ws.sessions.get(sessionId));
      if (holder === undefined || !isFinal(holder.status)) throw error;
      await sleep(pauseMs);
    }
  }
}
