import { ApplicationFailure } from '@temporalio/common';
import type { OpenedSession } from '../../contracts/activities.ts';
import type { SessionRequest } from '../../contracts/sessions.ts';
import { sessionBusy, sessionNotActive, type CancelSession } from '../../contracts/workspace-sync.ts';
import type { Allowance } from '../../domain/pace.ts';
import { lockDecisions, type LockDecisions, type LockKind } from './lock-decisions.ts';

interface Kind<Name extends LockKind> {
  readonly kind: Name;
}

interface Opened {
  readonly session: SessionRequest;
  /** Requests a second that the account allows at best. */
  readonly allowance: Allowance;
}

/** What a run does with its workspace's lock, which is the workflow's id. One session holds it, one may be queued. */
export type LockState =
  /** No work yet. */
  | Kind<'idle'>
  /** The session's row is being written. `admitted`: an admission may be free by now. */
  | (Kind<'opening'> & { readonly session: SessionRequest; readonly admitted: boolean })
  /** The session waits for admission. It polls after `pollAfterMs`, or once it is `admitted`. */
  | (Kind<'waiting'> & Opened & { readonly pollAfterMs: number; readonly admitted: boolean })
  | (Kind<'running'> & Opened)
  /** The run applies webhooks only: it makes way for the next session that is asked for. */
  | Kind<'draining'>
  /** The run takes no further work: it finishes what is under way and ends. */
  | (Kind<'closing'> & { readonly session: SessionRequest | null })
  /** The session's row could not be written, so the run has nothing to do and ends. */
  | (Kind<'openFailed'> & { readonly session: SessionRequest });

/** The lock's requests to the run. */
export interface LockEffects {
  /** Writes the session's row, and asks for admission if it is to be `running`. */
  readonly open: (request: SessionRequest, status: 'pending' | 'running') => Promise<OpenedSession>;
  /** Ends the row of a session that never began. */
  readonly closeQueued: (request: SessionRequest) => Promise<void>;
  /** Stops the session that holds the lock; resolves when its row says so. */
  readonly stop: () => Promise<void>;
}

export class SessionLock {
  #state: LockState = { kind: 'idle' };
  #queued: SessionRequest | null = null;
  readonly #effects: LockEffects;

  constructor(effects: LockEffects) {
    this.#effects = effects;
  }

  get state(): LockState {
    return this.#state;
  }

  /** The queued session. */
  get queued(): SessionRequest | null {
    return this.#queued;
  }

  /** Whether a wake-up that comes now is this run's work. */
  get drains(): boolean {
    return this.#decisions.wake === 'drain';
  }

  /** Validates a start before it leaves a trace in the history: throws `sessionBusy` with the session in the way. */
  refuseIfBusy({ sessionId, whenBusy }: SessionRequest): void {
    // The caller asks again because the answer was lost, perhaps by an earlier run: it is the same session.
    if (this.#holds(sessionId)) return;
    const { start } = this.#decisions;
    const mayWait = start === 'follow' || whenBusy === 'queue';
    const inTheWay = start === 'open' ? null : mayWait ? this.#queued : this.#session;
    if (inTheWay === null) return;
    throw ApplicationFailure.create({
      type: sessionBusy,
      message: `Session ${inTheWay.sessionId} ${mayWait ? 'waits its turn already' : 'is active'}.`,
      details: [{ sessionId: inTheWay.sessionId }],
      nonRetryable: true,
    });
  }

  /** Takes the lock, or queues behind it. If `open` fails it throws that, and the session has no part in this run. */
  async start(request: SessionRequest): Promise<OpenedSession & { readonly status: 'pending' | 'running' }> {
    const status = this.#take(request);
    try {
      const opened = await this.#effects.open(request, status);
      if (this.#isCurrent(request)) this.#opened(opened);
      return { ...opened, status: opened.pollAfterMs === null ? status : 'pending' };
    } catch (error) {
      if (this.#queued?.sessionId === request.sessionId) this.#queued = null;
      else if (this.#state.kind === 'opening') this.#state = { kind: 'openFailed', session: request };
      throw error;
    }
  }

  /** Goes on with a session of an earlier run, and with the one behind it. */
  resume(opened: Opened, hasPlace: boolean, queued: SessionRequest | null): void {
    this.#state = hasPlace
      ? { kind: 'running', ...opened }
      : { kind: 'waiting', ...opened, pollAfterMs: 0, admitted: false };
    this.#queued = queued;
  }

  /** Validates a cancellation: throws `sessionNotActive`. */
  refuseIfNotActive({ sessionId }: CancelSession): void {
    if (this.#queued?.sessionId === sessionId) return;
    if (this.#session?.sessionId === sessionId && this.#decisions.cancel === 'stop') return;
    throw ApplicationFailure.nonRetryable(`Session ${sessionId} is not active.`, sessionNotActive);
  }

  /** Resolves when the session's row says `cancelled`. */
  async cancel({ sessionId }: CancelSession): Promise<void> {
    const queued = this.#queued;
    if (queued?.sessionId !== sessionId) return await this.#effects.stop();
    this.#queued = null;
    await this.#effects.closeQueued(queued);
  }

  /** The `admitted` signal: an admission may be free. */
  admit(): void {
    if (this.#decisions.admitted === 'poll' && 'admitted' in this.#state)
      this.#state = { ...this.#state, admitted: true };
  }

  /** Asks for admission of the waiting session. Throws if its provider was disconnected while it waited. */
  async pollAdmission(): Promise<void> {
    if (this.#state.kind !== 'waiting') return;
    this.#state = { ...this.#state, admitted: false };
    this.#opened(await this.#effects.open(this.#state.session, 'running'));
  }

  /** The run begins to apply webhooks. */
  drain(): void {
    this.#state = { kind: 'draining' };
  }

  /** The run takes no further work. */
  close(): void {
    if (this.#state.kind !== 'openFailed') this.#state = { kind: 'closing', session: this.#session };
  }

  get #decisions(): LockDecisions {
    return lockDecisions[this.#state.kind];
  }

  get #session(): SessionRequest | null {
    return 'session' in this.#state ? this.#state.session : null;
  }

  #isCurrent({ sessionId }: SessionRequest): boolean {
    return this.#session?.sessionId === sessionId;
  }

  #holds(sessionId: SessionRequest['sessionId']): boolean {
    return [this.#session, this.#queued].some((request) => request?.sessionId === sessionId);
  }

  /** `running`: the session's turn has come in its workspace. */
  #take(request: SessionRequest): 'pending' | 'running' {
    const { start } = this.#decisions;
    if (this.#isCurrent(request)) return 'running';
    if (start === 'open') {
      this.#state = { kind: 'opening', session: request, admitted: false };
      return 'running';
    }
    this.#queued = request;
    if (this.#state.kind === 'draining') this.close();
    return start === 'follow' ? 'running' : 'pending';
  }

  #opened({ allowance, pollAfterMs }: OpenedSession): void {
    if (this.#state.kind !== 'opening' && this.#state.kind !== 'waiting') return;
    const { session, admitted } = this.#state;
    this.#state =
      pollAfterMs === null
        ? { kind: 'running', session, allowance }
        : { kind: 'waiting', session, allowance, pollAfterMs, admitted };
  }
}
