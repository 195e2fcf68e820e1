import { ProviderClock } from '../../src/domain/provider-clock.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { Choices } from './choices.ts';
import { ModelAccount, type ModelEvent, type ModelTime } from './model-account.ts';
import { ModelCopy, type ProductRules } from './model-copy.ts';
import { confirm, drain } from './model-inbox.ts';
import { list } from './model-listing.ts';

/** Work that can be stopped, and have anything happen beside it, wherever it yields. */
export type Steps = Generator<void, void>;

/**
 * Events are read on from this much before (import-events.ts takes a minute): more than a read may take before it is
 * written, and than clocks are ever in doubt by.
 */
const overlapMs = 8_000;

/** Half of that, as in the product (providers/stripe/stripe-provider.ts). */
const requestTimeoutMs = 4_000;

/** The service at work on one account, step by step. */
export class ModelRun {
  readonly account: ModelAccount;
  readonly copy: ModelCopy;
  readonly time: ModelTime;
  readonly choices: Choices;
  readonly trace: string[] = [];
  claims = 0;
  /** One at a time, as the workflow has it; what a crash leaves running is beside them. */
  session: Steps | null = null;
  drain: Steps | null = null;
  leftovers: Steps[] = [];
  #clock = new ProviderClock();

  constructor(choices: Choices, rules: ProductRules) {
    this.choices = choices;
    this.time = { now: 1_000_000_000, offset: choices.below(3_000) - 1_500 };
    this.account = new ModelAccount(this.time);
    this.copy = new ModelCopy(rules);
  }

  readonly note = (what: string): void => {
    this.trace.push(`${this.time.now} ${what}`);
  };

  /** Another process: what the last one learnt of the provider's clock is lost with it. */
  forgetClock(): void {
    this.#clock = new ProviderClock();
  }

  eventSnapshot({ created }: ModelEvent): Snapshot {
    return this.#clock.toLocalTime({ from: created * 1000, to: created * 1000 + 1000 }, this.time.now);
  }

  /** A request is sent, read at the provider, and answered; one that takes longer is ended and sent again. */
  *request<T>(read: () => T, longestMs = Infinity): Generator<void, { result: T; snapshot: Snapshot }> {
    for (;;) {
      const from = this.time.now;
      yield;
      const result = read();
      const date = this.account.seconds * 1000;
      yield;
      const snapshot = { from, to: this.time.now };
      if (snapshot.to - from > longestMs) continue;
      this.#clock.observe(snapshot, date);
      return { result, snapshot };
    }
  }

  /** For how long a page is waited for. */
  get pageTimeoutMs(): number {
    return this.copy.rules.pagesExpire ? requestTimeoutMs : Infinity;
  }

  *sync(full: boolean): Steps {
    const { copy } = this;
    const lists = full || copy.listing?.finished !== true || copy.eventsReadUntil === null;
    if (lists) yield* list(this);
    if (copy.listing?.finished !== true) return; // taken over
    yield* this.#importEvents(lists ? copy.listing.startedAt : copy.eventsReadUntil!);
    while (copy.stored.length > 0) {
      this.drain ??= drain(this);
      yield;
    }
    yield* confirm(this);
  }

  *#importEvents(since: number): Steps {
    const startedAt = this.time.now;
    const gte = Math.floor(this.#clock.toProviderTime(since - overlapMs) / 1000);
    const { result } = yield* this.request(() => this.account.events.filter(({ created }) => created >= gte));
    for (const event of result.toReversed()) {
      this.copy.store(event);
      if (this.choices.below(3) === 0) yield;
    }
    this.copy.eventsReadUntil = startedAt;
    this.note(`imported ${result.length} events`);
  }

  /** What runs at present moves on; false when nothing runs. */
  step(): boolean {
    const running = [this.session, this.drain, ...this.leftovers].filter((steps) => steps !== null);
    if (running.length === 0) return false;
    const steps = this.choices.of(running);
    if (steps.next().done === true) this.#ended(steps);
    return true;
  }

  #ended(steps: Steps): void {
    if (this.session === steps) this.session = null;
    else if (this.drain === steps) this.drain = null;
    else this.leftovers = this.leftovers.filter((each) => each !== steps);
  }

  /** The process dies, or is thought to be dead and goes on beside its successor. */
  crash(dead: boolean): void {
    const running = [this.session, this.drain].filter((steps) => steps !== null);
    this.session = null;
    this.drain = null;
    this.leftovers = dead ? [] : running;
    this.forgetClock();
    this.note(dead ? 'crash' : 'taken for dead');
  }

  /** Runs whatever there is to its end, and what webhooks leave behind it. */
  settle(): void {
    let steps = 0;
    while (this.step() || this.#more()) {
      this.time.now += 1;
      if (++steps > 20_000) throw new Error(`it never comes to rest\n${this.trace.slice(0, 40).join('\n')}`);
    }
  }

  #more(): boolean {
    if (this.copy.stored.length > 0) this.drain = drain(this);
    else if (this.copy.rechecks.size > 0) this.session = confirm(this);
    else return false;
    return true;
  }
}
