import { recheck, drain } from './model-inbox.ts';
import { list } from './model-listing.ts';
import { ModelRun, type Steps } from './model-run.ts';

/**
 * Events are read from this much earlier (import-events.ts: a minute). It is more than the time between a read and its
 * write, and more than the clocks' bounds are apart.
 */
const overlapMs = 8_000;

/** The service working on one account, step by step. */
export class ModelService extends ModelRun {
  /** One at a time, as in the workflow; work that a crash left running is beside it. */
  session: Steps | null = null;
  drain: Steps | null = null;
  leftovers: Steps[] = [];

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
    yield* recheck(this);
    copy.listing.completed = true;
  }

  *#importEvents(since: number): Steps {
    const startedAt = this.time.now;
    const gte = Math.floor(this.clock.toProviderTime(since - overlapMs) / 1000);
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
    else if (this.copy.rechecks.size > 0) this.session = recheck(this);
    else return false;
    return true;
  }
}
