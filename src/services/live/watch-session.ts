import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionProgress } from '../../contracts/sessions.ts';
import type { SessionId } from '../../domain/ids.ts';
import { doneAt, type DoneBefore } from '../../domain/progress/session-figures.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { isFinal } from '../../domain/session-state.ts';
import type { Caller } from '../caller.ts';
import { liveSession, type LiveSession, type SessionDeps } from '../sessions/read-live-session.ts';
import { beginningOf } from '../sessions/session-reach.ts';
import { lookAgain } from './look-again.ts';
import { readStoredSession, type StoredSession } from '../sessions/stored-session.ts';

/** A workflow's answer takes some milliseconds; up to two seconds if no worker polls, for which no look waits. */
const answerWithinMs = 150;
/** An answer of the workflow that is older than this is not what happens now. */
const answerLastsMs = 3_000;
/** Over how long the rate is told: until that has passed, it is that of the whole session. */
const rateOverMs = 15_000;
const minRateOverMs = 5_000;

/**
 * A session's state again and again, until it has ended: the last is its final one. Goes on while Postgres is away. Throws
 * `not_found`.
 */
export async function* watchSession(
  deps: SessionDeps,
  caller: Pick<Caller, 'workspaceId'>,
  input: { readonly id: SessionId },
  signal: AbortSignal,
): AsyncGenerator<LiveSession> {
  const answers = new Answers(deps, caller);
  const rates = new Rates();
  const look = async (): Promise<LiveSession> => {
    const stored = await readStoredSession(deps, caller, input);
    if (isFinal(stored.row.status)) return liveSession(stored, null, beginningOf(stored));
    const progress = await answers.latest(stored);
    const live = liveSession(stored, progress, rates.before(stored.at) ?? beginningOf(stored));
    rates.add(live);
    return live;
  };
  for await (const live of lookAgain(look, signal)) {
    yield live;
    if (isFinal(live.row.status)) return;
  }
}

/** What the workflow answers, without waiting for it: the last answer stands for a while. */
class Answers {
  readonly #deps: SessionDeps;
  readonly #caller: Pick<Caller, 'workspaceId'>;
  #last: { readonly progress: SessionProgress; readonly at: number } | undefined;
  #asking: Promise<void> | undefined;

  constructor(deps: SessionDeps, caller: Pick<Caller, 'workspaceId'>) {
    this.#deps = deps;
    this.#caller = caller;
  }

  async latest({ row }: StoredSession): Promise<SessionProgress | null> {
    this.#asking ??= this.#ask(row.providerName);
    await Promise.race([this.#asking, sleep(answerWithinMs)]);
    const { progress, at } = this.#last ?? { progress: null, at: 0 };
    return Date.now() - at > answerLastsMs ? null : progress;
  }

  async #ask(provider: PaymentProvider): Promise<void> {
    const progress = await this.#deps.gateway.progress({ ...this.#caller, provider });
    if (progress !== null) this.#last = { progress, at: Date.now() };
    this.#asking = undefined;
  }
}

/** What was done at the looks of the last seconds. */
class Rates {
  #looks: readonly DoneBefore[] = [];

  add({ at, figures }: LiveSession): void {
    this.#looks = [...this.#looks, doneAt(at, figures)];
  }

  /** At the oldest of them. Undefined if that is too new to tell a rate by. */
  before(now: number): DoneBefore | undefined {
    this.#looks = this.#looks.filter(({ at }) => now - at <= rateOverMs);
    const oldest = this.#looks[0];
    return oldest !== undefined && now - oldest.at >= minRateOverMs ? oldest : undefined;
  }
}
