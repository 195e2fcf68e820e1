import { mix, randomStream, seedOf } from '../generate/seed.ts';
import { SHUFFLE_MS, type Knobs } from './deliveries-spec.ts';

/** What is to become of one event on its way to one endpoint. */
export interface Fate {
  lost: boolean;
  /** One, or two when it is doubled; `ms` from the event until it is sent. */
  copies: { late: boolean; ms: number }[];
}

/**
 * A function of seed, event and endpoint, not of what was sent before: however requests overlap, runs repeat. Every
 * draw is made each time, so that turning one knob changes nothing of what the others decide.
 */
export function fateOf(seed: number, event: string, endpoint: string, knobs: Knobs): Fate {
  const random = randomStream(mix(seed, seedOf(event), seedOf(endpoint)));
  const lost = random() < knobs.lost;
  const doubled = random() < knobs.doubled;
  const delay = () => {
    const late = random() < knobs.late.share;
    const lateness = random() * knobs.late.maxMs;
    const shuffle = random() * SHUFFLE_MS;
    return { late, ms: (late ? lateness : 0) + (knobs.shuffled ? shuffle : 0) };
  };
  return { lost, copies: doubled ? [delay(), delay()] : [delay()] };
}
