import type { FairSlots } from '../../domain/fair-slots.ts';

/** The slots that all listings of a process share. */
export interface ListingSlots {
  /** Pages that were requested and are not yet written: they bound the process's memory. */
  readonly pages: FairSlots;
  /** Pages that are being written. */
  readonly writes: FairSlots;
}
