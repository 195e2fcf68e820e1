import type { ChargebeeObject } from './entity.ts';

/** An object and its place among all that ever were; of one id there may be several rows, of which one lives at most. */
export interface Row {
  readonly inner: number;
  object: ChargebeeObject;
  deleted: boolean;
}

/** Where a row stands in a list's order. */
export type SortValue = (row: Row) => string | number;

const ofValues = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : Number(a !== b);

export const inOrder = (
  a: { value: string | number; inner: number },
  b: { value: string | number; inner: number },
): number => ofValues(a.value, b.value) || a.inner - b.inner;

/** All rows of one entity, and orders of them that are kept until something changes. */
export class Rows {
  readonly #rows = new Set<Row>();
  /** The newest row of each id. */
  readonly #byId = new Map<string, Row>();
  readonly #orders = new Map<string, { row: Row; value: string | number; inner: number }[]>();
  #made = 0;

  /** Rows that were ever made. */
  get size(): number {
    return this.#made;
  }

  /** The newest row of the id, whether or not it was deleted. */
  get(id: string): Row | undefined {
    return this.#byId.get(id);
  }

  /** The row of a living object. */
  living(id: string): Row | undefined {
    const row = this.get(id);
    return row?.deleted === false ? row : undefined;
  }

  *all(): Generator<Row> {
    yield* this.#rows;
  }

  add(object: ChargebeeObject): Row {
    const row = { inner: ++this.#made, object, deleted: false };
    this.#rows.add(row);
    this.#byId.set(object.id, row);
    this.#orders.clear();
    return row;
  }

  replace(row: Row, object: ChargebeeObject): void {
    row.object = object;
    this.#orders.clear();
  }

  remove(row: Row): void {
    this.#rows.delete(row);
    if (this.#byId.get(row.object.id) === row) this.#byId.delete(row.object.id);
    this.#orders.clear();
  }

  clear(): void {
    this.#rows.clear();
    this.#byId.clear();
    this.#orders.clear();
  }

  /** All rows, ascending; `name` is that of the order. */
  ordered(name: string, valueOf: SortValue) {
    const known = this.#orders.get(name);
    if (known !== undefined) return known;
    const places = [...this.#rows].map((row) => ({ row, value: valueOf(row), inner: row.inner }));
    const sorted = places.toSorted(inOrder);
    this.#orders.set(name, sorted);
    return sorted;
  }
}
