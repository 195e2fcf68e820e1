/**
 * When a provider's object is known to have looked as it was read: at some instant between the two, in milliseconds of
 * our clock. A request gives [sent, answered] exactly; an event, dated in whole seconds of the provider's clock, gives a
 * wider stretch (`ProviderClock.inOurs`). Machines of one deployment are taken to agree as NTP makes them.
 */
export interface Snapshot {
  readonly from: number;
  readonly to: number;
}

export type SnapshotOrder = 'newer' | 'older' | 'unknown';

/** How `a` stands to `b`. Where the two overlap nothing is known, and only a new read can tell. */
export function orderSnapshots(a: Snapshot, b: Snapshot): SnapshotOrder {
  if (a.from >= b.to) return 'newer';
  if (a.to <= b.from) return 'older';
  return 'unknown';
}
