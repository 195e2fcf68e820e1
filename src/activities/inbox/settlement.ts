import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { ObjectEvents } from './plan-events.ts';

/** What became of an object. */
export interface ObjectDone {
  readonly state: 'applied' | 'stale';
  readonly reason: string | null;
}

/** An event of a batch, and the objects that it is about. */
interface OpenEvent {
  left: number;
  outcome: ObjectDone | null;
}

/**
 * Settles events once every object that they are about is done. An event about several is applied if one of them was.
 */
export class Settlement {
  readonly #events = new Map<string, OpenEvent>();

  constructor(objects: readonly ObjectEvents[]) {
    for (const { newest, older } of objects) {
      for (const { eventId } of [newest, ...older]) this.#open(eventId).left += 1;
    }
  }

  #open(eventId: string): OpenEvent {
    let event = this.#events.get(eventId);
    if (event === undefined) {
      event = { left: 0, outcome: null };
      this.#events.set(eventId, event);
    }
    return event;
  }

  /** What its events come to if the object is the last of theirs: to be written in the transaction that writes the object. */
  settledWith(object: ObjectEvents, done: ObjectDone): EventOutcome[] {
    return outcomesOf(object, done).flatMap((own) => {
      const { left, outcome } = this.#open(own.event.eventId);
      return left === 1 ? [merged(own, outcome)] : [];
    });
  }

  /** The object's transaction has been committed: the outcomes of the events that are settled by that. */
  done(object: ObjectEvents, done: ObjectDone): EventOutcome[] {
    const settled = this.settledWith(object, done);
    for (const own of outcomesOf(object, done)) {
      const event = this.#open(own.event.eventId);
      event.left -= 1;
      event.outcome = merged(own, event.outcome);
    }
    return settled;
  }
}

/** The newest event stands for the object; the older ones of the batch are stale by it. */
const outcomesOf = ({ newest, older }: ObjectEvents, done: ObjectDone) => [
  { event: newest, ...done },
  ...older.map((event) => ({ event, state: 'stale' as const, reason: `${newest.eventId} is newer` })),
];

function merged<Own extends ObjectDone>(own: Own, other: ObjectDone | null): Own {
  if (other === null || own.state === 'applied') return own;
  return { ...own, state: other.state, reason: other.reason };
}
