import type { Fields } from '../../core/json.ts';
import { filtersOf } from '../list/filters.ts';
import type { ListQuery } from '../list/list-query.ts';
import { ChargebeeError, invalid, notFound } from '../wire/chargebee-error.ts';
import type { ChangeOptions, ChargebeeEntity, ChargebeeObject, Surroundings } from './entity.ts';
import { inOrder, Rows, type Row } from './rows.ts';
import type { Versions } from './versions.ts';

/** What a resource uses of its site. */
export interface ResourceContext {
  site: Surroundings;
  versions: Versions;
  nextId: () => string;
  record(type: string, content: Fields, options: ChangeOptions): void;
  /** A list was asked to filter by what it does not know. */
  ignored(param: string): void;
}

export interface PageOf {
  rows: Row[];
  /** Undefined on the last page. */
  next: { value: string | number; inner: number } | undefined;
}

/** One entity's objects in one site. */
export class Resource {
  readonly entity: ChargebeeEntity;
  readonly rows = new Rows();
  readonly #context: ResourceContext;

  constructor(entity: ChargebeeEntity, context: ResourceContext) {
    this.entity = entity;
    this.#context = context;
  }

  /** Living objects, the oldest first. */
  *all(): Generator<ChargebeeObject> {
    for (const { object, deleted } of this.rows.all()) if (!deleted) yield structuredClone(object);
  }

  get count(): number {
    return [...this.rows.all()].filter(({ deleted }) => !deleted).length;
  }

  find(id: string): ChargebeeObject | undefined {
    const row = this.rows.living(id);
    return row && structuredClone(row.object);
  }

  /** Throws Chargebee's 404. */
  retrieve(id: string): ChargebeeObject {
    const object = this.find(id);
    if (object === undefined) throw notFound(this.entity.object, id);
    return object;
  }

  /** The object in its wrapper, with those that are shown beside it; of its line items those from a place on. */
  wrapped(object: ChargebeeObject, from = 0): Fields {
    const { entity } = this;
    const shown = lineItemsOf(object, entity.lineItemsShown, from);
    return { [entity.object]: { ...object, ...shown }, ...entity.beside?.(object, this.#context.site) };
  }

  /** Throws Chargebee's error if the id is in use; the id of a deleted object may be used again. */
  create(fields: Fields = {}, options: ChangeOptions = {}): ChargebeeObject {
    const { entity } = this;
    const { site, versions, nextId } = this.#context;
    const id = typeof fields['id'] === 'string' ? fields['id'] : (entity.id?.(this.rows.size) ?? nextId());
    if (this.rows.living(id))
      throw new ChargebeeError(400, 'duplicate_entry', `id : The value ${id} is already present.`, {
        param: 'id',
      });
    const built = entity.build({ ...fields, id }, site);
    const created = entity.created === undefined ? {} : { [entity.created]: versions.seconds() };
    const object = this.#versioned({ ...created, ...built }, this.rows.get(id)?.object, options);
    this.rows.add(object);
    this.#record(entity.events?.created, object, options);
    return structuredClone(object);
  }

  /** Null removes a field: Chargebee leaves out what has no value. */
  update(id: string, patch: Fields, options: ChangeOptions = {}): ChargebeeObject {
    const row = this.rows.living(id);
    if (row === undefined) throw notFound(this.entity.object, id);
    const before = row.object;
    const merged = { ...structuredClone(before), ...patch };
    for (const [name, value] of Object.entries(patch))
      if (value === null || value === undefined) delete merged[name];
    const after = this.#versioned(merged, before, options);
    this.rows.replace(row, after);
    this.#record(this.entity.events?.updated(before, after), after, options);
    return structuredClone(after);
  }

  /** Deletes it, or archives what is in use; the event's name says deleted of both. */
  delete(id: string, options: ChangeOptions = {}): ChargebeeObject {
    const row = this.rows.living(id);
    if (row === undefined) throw notFound(this.entity.object, id);
    const { entity } = this;
    const { site, versions } = this.#context;
    const before = row.object;
    const archived = entity.beforeDelete?.(structuredClone(before), site, options) === 'archived';
    const end = archived
      ? { status: 'archived', archived_at: versions.seconds() }
      : { ...(entity.endsByStatus && { status: 'deleted' }), deleted: true };
    const after = this.#versioned({ ...before, ...end }, before, options);
    this.rows.replace(row, after);
    row.deleted = !archived;
    if (!archived && entity.deletion === 'removed') this.rows.remove(row);
    this.#record(entity.events?.deleted, after, options);
    return structuredClone(after);
  }

  /** Objects that are there from the start: without events. */
  generate(count: number, createdAt: (index: number) => number, idAt: (index: number) => string): void {
    const { entity } = this;
    const { site, versions } = this.#context;
    for (let index = 0; index < count; index++) {
      const created = createdAt(index);
      const id = entity.id?.(index) ?? idAt(index);
      const fields = entity.created === undefined ? {} : { [entity.created]: created };
      const built = entity.build({ ...fields, ...entity.generate?.(index, site), id }, site);
      const version = entity.versioned ? versions.old(created, index) : {};
      this.rows.add({ ...fields, ...built, ...version });
    }
  }

  page(query: ListQuery, after: { value: string | number; inner: number } | undefined): PageOf {
    const { entity, rows } = this;
    const { by, ascending } = query.sort ?? { by: entity.created ?? 'created_at', ascending: false };
    if (query.sort !== undefined && !entity.sort.includes(by))
      throw invalid('sort_by', `cannot sort by ${by}`);
    const filters = filtersOf(query.filters, entity.filters, (param) => this.#context.ignored(param));
    const shown = (row: Row) =>
      (!row.deleted || this.#showsDeleted(query)) && filters.every((filter) => filter(row.object));
    const ordered = rows.ordered(by, ({ object, inner }) => sortValue(object, by, inner));
    const numbers = typeof ordered[0]?.value === 'number';
    const from = after && { ...after, value: numbers ? Number(after.value) : after.value };
    const found: typeof ordered = [];
    const step = ascending ? 1 : -1;
    for (let at = ascending ? 0 : ordered.length - 1; ordered[at] !== undefined; at += step) {
      const place = ordered[at]!;
      if (from !== undefined && inOrder(place, from) * step <= 0) continue;
      if (!shown(place.row)) continue;
      found.push(place);
      if (found.length > query.limit) break;
    }
    const met = found.slice(0, query.limit);
    return { rows: met.map(({ row }) => row), next: found.length > query.limit ? met.at(-1) : undefined };
  }

  /** Also those that are deleted: asked for by name, or by their status. */
  #showsDeleted({ includeDeleted, filters }: ListQuery): boolean {
    const status = JSON.stringify(filters['status'] ?? '');
    return (includeDeleted && this.entity.includesDeleted) || status.includes('deleted');
  }

  #versioned(object: Fields, before: Fields | undefined, options: ChangeOptions): ChargebeeObject {
    const version =
      this.entity.versioned && options.sameVersion !== true ? this.#context.versions.next(before) : {};
    return { ...object, ...version } as ChargebeeObject;
  }

  #record(type: string | undefined, object: ChargebeeObject, options: ChangeOptions): void {
    if (type !== undefined) this.#context.record(type, this.wrapped(object), options);
  }
}

/** A part of many line items, and where the rest goes on. */
function lineItemsOf(object: ChargebeeObject, shown: number | undefined, from: number): Fields {
  const items = object['line_items'];
  if (shown === undefined || !Array.isArray(items) || items.length <= shown) return {};
  const next = from + shown;
  return {
    line_items: items.slice(from, next),
    ...(next < items.length && { line_items_next_offset: `["${next}"]` }),
  };
}

/** Times are ordered by the millisecond; what has no such field stands where it was made. */
function sortValue(object: ChargebeeObject, by: string, inner: number): string | number {
  if (by === 'updated_at')
    return Number(object['resource_version'] ?? Number(object['updated_at'] ?? 0) * 1000);
  const value = object[by];
  if (typeof value === 'number') return value * 1000;
  return typeof value === 'string' ? value : inner;
}
