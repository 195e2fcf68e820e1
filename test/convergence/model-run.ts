import { ProviderClock } from '../../src/domain/provider-clock.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { Choices } from './choices.ts';
import { ModelAccount, type ModelEvent, type ModelTime } from './model-account.ts';
import { ModelCopy, type ProductRules } from './model-copy.ts';
import { confirm, drain } from './model-inbox.ts';
import { list } from './model-listing.ts';

/** Work that can be stopped, and interleaved with other steps, wherever it yields. */
export type Steps = Generator<void, void>;

/**
 * Events are read from this much earlier (import-events.ts: a minute). It is more than the time between a read and its
 * write, and more than the clocks' bounds are apart.
 */
const overlapMs = 8_000;

/** Half of that, as in the product (providers/stripe/stripe-provider.ts). */
const requestTimeoutMs = 4_000;

/** The service working on one account, step by step. */
export class ModelRun {
  readonly account: ModelAccount;
  readonly copy: ModelCopy;
  readonly time: ModelTime;
  readonly choices: Choices;
  readonly trace: string[] = [];
  claims = 0;
  /** One at a time, as in the workflow; work that a crash left running is beside it. */
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

  /** Another process: it has not learnt the provider's clock yet. */
  forgetClock(): void {
    this.#clock = new ProviderClock();
  }

  eventSnapshot({ created }: ModelEvent): Snapshot {
    return this.#clock.toLocalTime({ from: created * 1000, to: created * 1000 + 1000 }, this.time.now);
  }

  /** A request is sent, read at the provider, and answered. One that takes longer is ended and sent again. */
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

  /** How long a page may take. */
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

  /** One step of the work that runs; false if none runs. */
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

  /** The process dies, or is taken for dead and goes on beside its successor. */
  crash(dead: boolean): void {
    const running = [this.session, this.drain].filter((steps) => steps !== null);
    this.session = null;
    this.drain = null;
    this.leftovers = dead ? [] : running;
    this.forgetClock();
    this.note(dead ? 'crash' : 'taken for dead');
  }

  /** Runs all work to its end, and then what webhooks left. */
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
