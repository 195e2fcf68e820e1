import { invalid } from '../wire/chargebee-error.ts';

/** The place in a list behind which the next page begins: the last object's sort value, and its inner number. */
export interface Place {
  value: string | number;
  inner: number;
}

/** The offsets that a site has given out: opaque to clients, and each good for its own list only. */
export class Offsets {
  readonly #lists = new Map<string, string>();

  /** `list` names path, filters and order. */
  give(place: Place, list: string): string {
    const offset = JSON.stringify([String(place.value), String(place.inner)]);
    this.#lists.set(offset, list);
    return offset;
  }

  /** Throws the provider's 400 for an offset of another list, or one that has vanished. */
  read(offset: string, list: string): Place {
    if (this.#lists.get(offset) !== list) throw invalid('offset', 'invalid value');
    const [value, inner] = JSON.parse(offset) as [string, string];
    return { value, inner: Number(inner) };
  }

  /** From now on those that were given out are unknown. */
  forget(): void {
    this.#lists.clear();
  }
}
