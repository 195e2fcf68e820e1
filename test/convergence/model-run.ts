import { ProviderClock } from '../../src/domain/provider-clock.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { Choices } from './choices.ts';
import { ModelAccount, type ModelEvent, type ModelTime } from './model-account.ts';
import { ModelCopy, type ProductRules } from './model-copy.ts';

/** Work that can be stopped, and interleaved with other steps, wherever it yields. */
export type Steps = Generator<void, void>;

/** Half of what events are read earlier (model-service.ts), as in the product (providers/stripe/stripe-provider.ts). */
const requestTimeoutMs = 4_000;

/** The state of a run: an account, its copy, the time, and the provider's clock as the service has learnt it. */
export class ModelRun {
  readonly account: ModelAccount;
  readonly copy: ModelCopy;
  readonly time: ModelTime;
  readonly choices: Choices;
  readonly trace: string[] = [];
  claims = 0;
  protected clock = new ProviderClock();

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
    this.clock = new ProviderClock();
  }

  eventSnapshot({ created }: ModelEvent): Snapshot {
    return this.clock.toLocalTime({ from: created * 1000, to: created * 1000 + 1000 }, this.time.now);
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
      this.clock.observe(snapshot, date);
      return { result, snapshot };
    }
  }

  /** How long a page may take. */
  get pageTimeoutMs(): number {
    return this.copy.rules.pagesExpire ? requestTimeoutMs : Infinity;
  }
}
