import { parse } from '../json.ts';
import { FIRST_ADDED_INDEX, type IdCodec } from '../generate/ids.ts';
import type { Timeline } from '../generate/timeline.ts';
import { OldestFirst } from './oldest-first.ts';
import type { Position } from './order.ts';

/** The fields of every stored object; `created` in unix seconds. */
export interface StoredObject {
  id: string;
  created: number;
}

/** An object that was added or changed; `object` is undefined if it was deleted. */
export interface Entry<T> extends Position {
  id: string;
  /** Index of the generated object it stands for; -1 for an added one. */
  index: number;
  object: T | undefined;
}

export interface Generated {
  codec: IdCodec;
  timeline?: Timeline;
  /** JSON of generated object `index`, whole: nothing that only lists leave out is missing. */
  json?: (index: number) => string;
}

/**
 * All objects of one kind: the generated ones as a function of their index, and over them the few that were added,
 * changed or deleted. Nothing is kept for a generated object until it is touched.
 */
export class Collection<T extends StoredObject> {
  readonly generated: number;
  /** Counts writes: a rendering is good while the version stays. */
  version = 0;
  readonly added = new OldestFirst<Entry<T>>();
  readonly touched = new Map<number, Entry<T>>();
  readonly #byId = new Map<string, Entry<T>>();
  readonly #source: Generated;
  #rank = 0;
  #made = 0;
  #gone = 0;

  constructor(source: Generated) {
    this.#source = source;
    this.generated = source.timeline?.count ?? 0;
  }

  /** Objects that are not deleted. */
  get count(): number {
    return this.generated - this.#gone + this.added.size;
  }

  nextId(): string {
    return this.#source.codec.encode(FIRST_ADDED_INDEX + this.#made++);
  }

  /** The entry of a touched or added object, deleted ones included. */
  entry(id: string): Entry<T> | undefined {
    return this.#byId.get(id);
  }

  /** Index of a generated object's id, touched or not. */
  indexOf(id: string): number | undefined {
    const index = this.#source.codec.decode(id);
    return index !== undefined && index < this.generated ? index : undefined;
  }

  createdAt(index: number): number {
    return this.#source.timeline!.createdAt(index);
  }

  firstAtOrBefore(second: number): number {
    return this.#source.timeline?.firstAtOrBefore(second) ?? 0;
  }

  generatedJson(index: number): string {
    return this.#source.json!(index);
  }

  idAt(index: number): string {
    return this.#source.codec.encode(index);
  }

  /** A copy of its own of the object, or undefined if it never was or is deleted. */
  get(id: string): T | undefined {
    const entry = this.entry(id);
    if (entry) return entry.object && structuredClone(entry.object);
    const index = this.indexOf(id);
    return index === undefined ? undefined : parse<T>(this.generatedJson(index));
  }

  has(id: string): boolean {
    const entry = this.entry(id);
    return entry ? entry.object !== undefined : this.indexOf(id) !== undefined;
  }

  wasDeleted(id: string): boolean {
    const entry = this.entry(id);
    return entry !== undefined && entry.object === undefined;
  }

  /** The place of a living object in its list. */
  position(id: string): Position | undefined {
    const entry = this.entry(id);
    if (entry) return entry.object && entry;
    const index = this.indexOf(id);
    return index === undefined ? undefined : { created: this.createdAt(index), rank: -1 - index };
  }

  insert(object: T): void {
    this.version++;
    const entry = { id: object.id, index: -1, created: object.created, rank: this.#rank++, object };
    this.#byId.set(object.id, entry);
    this.added.insert(entry);
  }

  replace(object: T): void {
    this.version++;
    this.#entryToWrite(object.id).object = object;
  }

  remove(id: string): void {
    this.version++;
    const entry = this.#entryToWrite(id);
    if (entry.object === undefined) return;
    entry.object = undefined;
    if (entry.index >= 0) this.#gone++;
    else this.added.remove(entry);
  }

  /** Removes an added object without a trace: it was never deleted, it never was. */
  forget(entry: Entry<T>): void {
    this.version++;
    this.added.remove(entry);
    this.#byId.delete(entry.id);
  }

  #entryToWrite(id: string): Entry<T> {
    const known = this.entry(id);
    if (known) return known;
    const index = this.indexOf(id);
    if (index === undefined) throw new Error(`There is no ${id} to write to.`);
    const object = parse<T>(this.generatedJson(index));
    const entry = { id, index, created: object.created, rank: -1 - index, object };
    this.#byId.set(id, entry);
    this.touched.set(index, entry);
    return entry;
  }
}
