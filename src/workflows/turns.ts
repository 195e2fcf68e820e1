import { ApplicationFailure, CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { Allowance } from '../domain/pace.ts';
import type { SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import { sessionBusy, sessionNotActive, type CancelSession } from '../contracts/workspace-sync.ts';
import { bookkeeping } from './activity-options.ts';
import { failureOf } from './session-failure.ts';

/**
 * Whose turn it is: the workflow's id is the lock, and this is who holds it. One session at a time, and one that waits.
 */
export class Turns {
  current: SessionRequest | null = null;
  next: SessionRequest | null = null;
  /** What the current session may ask of the provider; null until its row is written. */
  allowance: Allowance | null = null;
  /** All places are taken: after so many milliseconds the current session asks again. Null where it may begin. */
  askAgainMs: number | null = null;
  /** It may be let in now, says whoever freed a place. */
  told = false;
  /** Nothing but bookkeeping, or webhooks, is left to this run: the next session may be taken. */
  over = false;
  /** A session could not even be opened, so this run has nothing to do. */
  refused = false;
  readonly scope = new CancellationScope();

  /** Validates a start before it leaves a trace: throws `sessionBusy` that names who holds the lock. */
  refuseIfBusy(request: SessionRequest): void {
    // Asked again because the answer was lost, perhaps by a run before this one: it is the same session.
    if (this.#holds(request.sessionId) || (this.current === null && !this.over)) return;
    const mayWait = this.over || request.whenBusy === 'queue';
    if (mayWait && this.next === null) return;
    const holder = mayWait && this.next !== null ? this.next : (this.current ?? request);
    throw ApplicationFailure.create({
      type: sessionBusy,
      message: `Session ${holder.sessionId} ${holder === this.next ? 'waits its turn already' : 'is active'}.`,
      details: [{ sessionId: holder.sessionId }],
      nonRetryable: true,
    });
  }

  async start(request: SessionRequest): Promise<SessionStarted> {
    const again = this.#holds(request.sessionId);
    const first = again ? this.current?.sessionId === request.sessionId : this.current === null && !this.over;
    if (first) this.current = request;
    else this.next = request;
    const turn = first || this.over ? 'running' : 'pending';
    const { workflowId, runId } = workflowInfo();
    try {
      const opened = await bookkeeping.openSession({ request, status: turn, workflowId, runId });
      const { createdAt, allowance, askAgainMs } = opened;
      if (first) Object.assign(this, { allowance, askAgainMs });
      const status = askAgainMs === null ? turn : 'pending';
      return { sessionId: request.sessionId, status, createdAt, workflowId, runId };
    } catch (error) {
      if (first) this.refused = true;
      else this.next = null;
      const { message, code } = failureOf(error);
      throw ApplicationFailure.nonRetryable(message, code);
    }
  }

  /** Whether the current session may begin, asked of its row. Fails where its provider was disconnected meanwhile. */
  async ask(request: SessionRequest): Promise<void> {
    this.told = false;
    const { workflowId, runId } = workflowInfo();
    const opened = await bookkeeping.openSession({ request, status: 'running', workflowId, runId });
    this.askAgainMs = opened.askAgainMs;
  }

  #holds(sessionId: SessionRequest['sessionId']): boolean {
    return [this.current, this.next].some((request) => request?.sessionId === sessionId);
  }

  refuseIfNotActive({ sessionId }: CancelSession): void {
    if (this.#holds(sessionId) && !(this.over && this.current?.sessionId === sessionId)) return;
    throw ApplicationFailure.nonRetryable(`Session ${sessionId} is not active.`, sessionNotActive);
  }

  /** Resolves when the session's row says `cancelled`. */
  async cancel({ sessionId }: CancelSession, closed: () => Promise<void>): Promise<void> {
    if (this.next?.sessionId === sessionId) {
      const { workspaceId, provider } = this.next;
      this.next = null;
      const session = { workspaceId, provider, sessionId };
      await bookkeeping.closeSession({ session, status: 'cancelled', progress: null, problems: [] });
    } else {
      this.scope.cancel();
      await closed();
    }
  }
}
