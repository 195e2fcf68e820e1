import { mix, randomStream, seedOf } from '../generate/seed.ts';
import { SHUFFLE_MS, type Knobs } from './deliveries-spec.ts';

/** How one event goes to one endpoint: not at all, once or twice, and when. */
export interface DeliveryPlan {
  lost: boolean;
  /** One, or two if it is doubled; `ms` from the event until it is sent. */
  copies: { late: boolean; ms: number }[];
}

/**
 * A function of seed, event and endpoint, not of what was sent before: runs repeat however requests overlap. Every
 * number is drawn each time, so that one knob changes nothing of what the others decide.
 */
export function deliveryPlan(seed: number, event: string, endpoint: string, knobs: Knobs): DeliveryPlan {
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
