import type { FairSlots } from '../../domain/fair-slots.ts';

/** The slots that all listings of a process share. */
export interface ListingSlots {
  /** Pages that were requested and are not yet written, by their bytes: they bound the process's memory. */
  readonly pages: FairSlots;
  readonly objectSizes: ObjectSizes;
  /** Pages that are being written. */
  readonly writes: FairSlots;
}

/** The bytes of a page that one slot stands for: a page of ordinary objects takes one. */
const bytesPerSlot = 512 * 1024;

export const slotsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / bytesPerSlot));

/** More listings than a process has at a time. */
const maxKnown = 1_000;

/** How many bytes an object of each listing had the last time, so that a page can be weighed before it is requested. */
export class ObjectSizes {
  readonly #bytes = new Map<string, number>();

  /** The slots that a page of so many objects will take; one if none has been seen yet. */
  expected(listing: string, objects: number): number {
    return slotsOf((this.#bytes.get(listing) ?? 0) * objects);
  }

  saw(listing: string, objects: number, bytes: number): void {
    if (objects === 0) return;
    this.#bytes.delete(listing);
    this.#bytes.set(listing, bytes / objects);
    if (this.#bytes.size <= maxKnown) return;
    const [oldest] = this.#bytes.keys();
    this.#bytes.delete(oldest!);
  }
}
