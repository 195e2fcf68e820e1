/**
 * The interval in which an object is known to have had its content: at some instant in it, in milliseconds of our clock. A request gives [sent, answered] exactly; an event, dated in whole seconds of the provider's clock, gives a
 * wider interval (`ProviderClock.toLocalTime`). The clocks of one deployment's machines are assumed to agree as NTP makes them.
 */
export interface Snapshot {
  readonly from: number;
  readonly to: number;
}

/**
 * A fetch that would be written later than this after it was sent, in milliseconds, is repeated instead. A listing that
 * began in between did not see that write, so later changes of the object must be among the events that are read after
 * the listing: they are read from twice this before its start.
 */
export const maxReadMs = 30_000;
