import type { SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import type { SessionId } from '../domain/ids.ts';
import type { WorkflowGateway } from './gateway.ts';
import { SessionBusy } from './session-refusal.ts';

/** As the gateway's `startSession`, for callers to whom an active session is an answer and no error. */
export async function startOrBusy(
  gateway: Pick<WorkflowGateway, 'startSession'>,
  request: SessionRequest,
): Promise<SessionStarted | { readonly busy: SessionId }> {
  try {
    return await gateway.startSession(request);
  } catch (error) {
    if (error instanceof SessionBusy) return { busy: error.sessionId };
    throw error;
  }
}
