/**
 * When a provider's object is known to have looked as it was read: at some instant between the two, in milliseconds of
 * our clock. A request gives [sent, answered] exactly; an event, dated in whole seconds of the provider's clock, gives a
 * wider stretch (`ProviderClock.toLocalTime`). Machines of one deployment are taken to agree as NTP makes them.
 */
export interface Snapshot {
  readonly from: number;
  readonly to: number;
}

/**
 * A fetch that is written later than this after it was sent, in milliseconds, is repeated instead. A listing that began
 * meanwhile did not see what it writes, so what happened to the object since must be among the events that are read
 * after the listing: they are read from twice this before its start.
 */
export const maxReadMs = 30_000;
