import { compare, type Position } from './order.ts';

/** Items in the reverse of list order, so that the usual insertion, of the newest, is a push. */
export class OldestFirst<T extends Position> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  at(place: number): T | undefined {
    return this.#items[place];
  }

  insert(item: T): void {
    const newest = this.#items.at(-1);
    if (!newest || compare(item, newest) < 0) this.#items.push(item);
    else this.#items.splice(this.countAfter(item), 0, item);
  }

  remove(item: T): void {
    const place = this.countAfter(item);
    if (this.#items[place] === item) this.#items.splice(place, 1);
  }

  /** How many items are listed after `position`, that is: are older. */
  countAfter(position: Position): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(position, this.#items[middle]!) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
