import { setTimeout as sleep } from 'node:timers/promises';
import type { Busy, SessionRequest, SessionStarted } from '../../contracts/sessions.ts';
import { isFinal } from '../../domain/session-state.ts';
import type { ServiceDeps } from '../deps.ts';

const againMs = 50;
const patienceMs = 5_000;

/**
 * Asks for a session. One whose row says that it has ended holds the lock for a moment longer, until its workflow has ended
 * too: to whoever saw the row it is no reason to be refused, so this asks again for five seconds.
 */
export async function requestStart(
  { db, gateway }: Pick<ServiceDeps, 'db' | 'gateway'>,
  request: SessionRequest,
): Promise<SessionStarted | Busy> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await gateway.startSession(request);
    if (!('busy' in answer) || Date.now() > until) return answer;
    const active = await db.inWorkspace(request.workspaceId, (ws) => ws.sessions.get(answer.busy));
    if (active === undefined || !isFinal(active.status)) return answer;
    await sleep(againMs);
  }
}
