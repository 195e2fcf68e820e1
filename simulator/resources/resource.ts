import { parse } from '../objects/json.ts';
import type { Clock } from '../clock.ts';
import { missing } from '../http/stripe-error.ts';
import type { StripeObject } from '../objects/wire.ts';
import type { Collection } from '../store/collection.ts';
import { older, type Met } from '../store/walk.ts';
import type { EventLog } from './event-log.ts';

/** What every resource needs of its account. */
export interface Surroundings {
  clock: Clock;
  events: EventLog;
  livemode: boolean;
}

/** One kind of object: reading is the same for all, changing is each one's own. */
export abstract class Resource<T extends StripeObject> {
  /** As Stripe names it in messages: `No such <noun>: '…'`. */
  abstract readonly noun: string;
  readonly collection: Collection<T>;
  protected readonly around: Surroundings;
  readonly #rendered = new WeakMap<T, { version: number; json: string }>();

  constructor(collection: Collection<T>, around: Surroundings) {
    this.collection = collection;
    this.around = around;
  }

  /** Objects that are not deleted, hidden ones included. */
  get count(): number {
    return this.collection.count;
  }

  /** Id of generated object `index`, 0 being the newest. */
  idAt(index: number): string {
    return this.collection.idAt(index);
  }

  /** The object as GET answers it, or undefined when it never was or is deleted. */
  find(id: string): T | undefined {
    const json = this.json(id);
    return json === undefined ? undefined : parse<T>(json);
  }

  /** The object as GET answers it; throws Stripe's 404, or its 400 where `param` named the object. */
  retrieve(id: string, param?: string): T {
    const object = this.find(id);
    if (!object) throw missing(this.noun, id, param);
    return object;
  }

  /** Every living object as lists show it, newest first: what a complete copy has to equal. */
  *all(): Generator<T> {
    for (const met of older(this.collection)) yield parse<T>(this.render(met));
  }

  json(id: string): string | undefined {
    const entry = this.collection.entry(id);
    if (entry) return entry.object && this.render({ object: entry.object });
    const index = this.collection.indexOf(id);
    return index === undefined ? undefined : this.render({ index });
  }

  /** JSON of an object met on a walk; kept for as long as the object is. */
  render(met: Met<T>): string {
    if (met.index !== undefined) return this.renderGenerated(met.index);
    const version = this.renderVersion();
    const known = this.#rendered.get(met.object);
    if (known?.version === version) return known.json;
    const json = JSON.stringify(this.onWire(met.object));
    this.#rendered.set(met.object, { version, json });
    return json;
  }

  protected renderGenerated(index: number): string {
    return this.collection.generatedJson(index);
  }

  /** Changes when rendered objects change without being written to. */
  protected renderVersion(): number {
    return 0;
  }

  protected onWire(object: T): T {
    return object;
  }

  /** The stored object to change; throws Stripe's 404. */
  protected stored(id: string): T {
    const object = this.collection.get(id);
    if (!object) throw missing(this.noun, id);
    return object;
  }
}
