/** After so many pages in a row that came, a larger one is tried. */
const firstPatience = 8;

/**
 * How many objects to ask for at once if some answers are too large for their way: halved when a page does not come, and
 * doubled again after some that do. Each larger page that fails doubles the patience before the next try.
 */
export class PageSize {
  readonly most: number;
  #present: number;
  #tried = 0;
  #came = 0;
  #patience = firstPatience;

  /** `known`: what came before, if that is known. */
  constructor(most: number, known = most) {
    this.most = most;
    this.#present = Math.min(most, known);
  }

  /** What comes at present, as far as is known. */
  get present(): number {
    return this.#present;
  }

  /** The present size if it is not the most; undefined if pages come as they are wanted. */
  get reduced(): number | undefined {
    return this.#present < this.most ? this.#present : undefined;
  }

  /** How many to ask for now. */
  next(): number {
    if (this.#present === this.most || this.#came < this.#patience) return this.#present;
    this.#came = 0;
    this.#tried = Math.min(this.most, this.#present * 2);
    return this.#tried;
  }

  came(asked: number): void {
    if (asked > this.#present) {
      this.#present = asked;
      this.#came = 0;
      this.#patience = firstPatience;
    } else if (asked === this.#present) this.#came += 1;
  }

  /** False if not even one object came: then the size is not the reason, and the most is asked for again. */
  failed(asked: number): boolean {
    if (asked === 1) {
      this.#present = this.most;
      return false;
    }
    if (asked > this.#present) {
      if (asked === this.#tried) this.#patience *= 2;
      this.#tried = 0;
    } else {
      this.#present = Math.floor(asked / 2);
      this.#came = 0;
    }
    return true;
  }
}
