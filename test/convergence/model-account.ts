/** The present, in milliseconds of our clock; the provider's is `offset` ahead. */
export interface ModelTime {
  now: number;
  readonly offset: number;
}

/** An object of the account. `content` is everything to copy; equal contents cannot be distinguished. */
export interface ModelObject {
  readonly id: string;
  /** Seconds of the provider's clock. */
  readonly created: number;
  content: number;
  gone: boolean;
}

export interface ModelEvent {
  readonly id: string;
  readonly objectId: string;
  readonly kind: 'present' | 'deleted';
  readonly object: { readonly id: string; readonly created: number; readonly content: number };
  /** Seconds of the provider's clock. */
  readonly created: number;
  /** Whose it is, if not the account's own. */
  readonly account?: string;
}

export interface ModelList {
  readonly limit: number;
  readonly createdGte: number | null;
  readonly createdLt: number | null;
  readonly cursor: string | null;
}

/** A provider's account in memory: dates are whole seconds, lists newest first, and a deleted cursor object is an error. */
export class ModelAccount {
  /** Oldest first. */
  readonly objects: ModelObject[] = [];
  readonly events: ModelEvent[] = [];
  readonly time: ModelTime;

  constructor(time: ModelTime) {
    this.time = time;
  }

  get seconds(): number {
    return Math.floor((this.time.now + this.time.offset) / 1000);
  }

  get living(): ModelObject[] {
    return this.objects.filter(({ gone }) => !gone);
  }

  /** Ids of deleted objects that have not come back. */
  get goneIds(): string[] {
    const living = new Set(this.living.map(({ id }) => id));
    return [...new Set(this.objects.map(({ id }) => id))].filter((id) => !living.has(id));
  }

  /** `id`: that of a deleted object, which comes back. */
  create(content: number, silent: boolean, id = `o${this.objects.length}`): void {
    const object = { id, created: this.seconds, content, gone: false };
    this.objects.push(object);
    if (!silent) this.#record(object, 'present');
  }

  update(object: ModelObject, content: number, silent: boolean): void {
    if (object.content === content) return; // no event without a change
    object.content = content;
    if (!silent) this.#record(object, 'present');
  }

  delete(object: ModelObject, silent: boolean): void {
    object.gone = true;
    if (!silent) this.#record(object, 'deleted');
  }

  /** Another account's event about an object of the same id, signed with this one's secret. */
  foreign(object: ModelEvent['object'], kind: ModelEvent['kind']): void {
    this.#record(object, kind, { account: 'acct_other' });
  }

  #record(
    { id, created, content }: ModelEvent['object'],
    kind: ModelEvent['kind'],
    more: Pick<ModelEvent, 'account'> = {},
  ): void {
    const object = { id, created, content };
    const event = { id: `e${this.events.length}`, objectId: id, kind, object, created: this.seconds };
    this.events.push({ ...event, ...more });
  }

  retrieve(id: string): ModelEvent['object'] | null {
    const object = this.living.find((each) => each.id === id);
    return object === undefined ? null : { ...object };
  }

  /** Null if the cursor's object is gone. */
  list({ limit, createdGte, createdLt, cursor }: ModelList) {
    const newestFirst = this.living.toReversed();
    let from = 0;
    if (cursor !== null) {
      const at = newestFirst.findIndex(({ id }) => id === cursor);
      if (at === -1) return null;
      from = at + 1;
    }
    const matching = newestFirst
      .slice(from)
      .filter(
        ({ created }) =>
          (createdGte === null || created >= createdGte) && (createdLt === null || created < createdLt),
      );
    const objects = matching.slice(0, limit).map((object) => ({ ...object }));
    return { objects, next: matching.length > limit ? (objects.at(-1)?.id ?? null) : null };
  }
}
