import type { EntityProblem, SessionProblem, SessionProgress } from '../../contracts/sessions.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import { maxNamed } from '../../domain/notifications/notification.ts';
import type { SyncOutcome } from '../../domain/session-state.ts';
import { isSyncErrorCode, needsPerson } from '../../domain/sync-error.ts';

export interface EndedSession {
  readonly session: SyncSession;
  /** The connection as it was before the session's end was recorded. */
  readonly before: PaymentConfig | undefined;
  readonly status: SyncOutcome;
  readonly problems: readonly (SessionProblem | EntityProblem)[];
  readonly entities: SessionProgress['entities'] | null;
}

/** Writes to the outbox what a session's end means. Of sessions for webhooks, which come all the time, only what is wrong. */
export async function noteEnd(ws: WorkspaceScope, ended: EndedSession): Promise<void> {
  const { session, before, status, problems, entities } = ended;
  const { id: sessionId, providerName: provider, sessionType } = session;
  const tell = (type: Parameters<typeof ws.outbox.add>[0]['type'], facts: Record<string, unknown>) =>
    ws.outbox.add({ type, provider, sessionId, facts });

  if (before?.conflictPolicy === 'manual') {
    const { count, objects } = await ws.journal.openedConflicts(sessionId, maxNamed);
    if (count > 0) await tell('conflict.opened', { count, objects });
  }
  if (sessionType === 'webhook_sync' && status !== 'failed') return;
  const complete = Object.entries(entities ?? {})
    .filter(([, entity]) => entity?.state === 'complete')
    .map(([name]) => name);
  const [problem] = problems;
  await tell(status === 'failed' && complete.length > 0 ? 'sync.incomplete' : `sync.${status}`, {
    session_type: sessionType,
    complete_entities: status === 'completed' ? session.entityTypes : complete,
    ...(problem !== undefined && { code: problem.code, message: problem.message }),
  });
  if (status !== 'failed' || sessionType === 'webhook_sync' || problem === undefined) return;
  // Once, and not with each sync that a schedule starts until somebody acts.
  if (needsPerson(problem.code) && !neededPerson(before))
    await tell('connection.action_required', { code: problem.code, message: problem.message });
}

function neededPerson(before: PaymentConfig | undefined): boolean {
  const code = before?.lastProblem?.['code'];
  return (
    before?.lastOutcome === 'failed' && typeof code === 'string' && isSyncErrorCode(code) && needsPerson(code)
  );
}
