import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { PlacedObject } from '../../db/copies/near-rows.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import { copyPage, type CopiedPage, type PageStart } from '../account/copy-page.ts';
import { isOwnFailure } from '../own-failure.ts';

import type { ObjectEvents } from './plan-events.ts';
import { settleFetched, type FetchOptions } from './settle-fetched.ts';

/** Fewer objects of an entity are fetched one by one, without a look at where they are. */
const minForPages = 10;
/** After so many pages in a row that show none of the wanted objects, what follows is looked for elsewhere. */
const maxVainPages = 3;

/** What is known of pages: their objects are settled, and the rest has to be fetched one by one. */
interface FromPages {
  readonly outcomes: readonly EventOutcome[];
  readonly left: readonly ObjectEvents[];
}

/**
 * Reads pages of an entity's list instead of single objects if each page shows three of them or more, as after many changes
 * whose events do not show them. A page costs one request and begins with an object that is wanted, so that this is never
 * dearer.
 */
export async function fetchPages(
  options: FetchOptions,
  entityType: EntityType,
  objects: readonly ObjectEvents[],
): Promise<FromPages> {
  const { db, connected, session } = options;
  const { provider } = connected;
  const { paging } = entityOf(provider, entityType);
  if (paging === 'sequential' || objects.length < minForPages) return { outcomes: [], left: objects };
  const placed = await db.inWorkspace(session.workspaceId, (ws) =>
    ws.copies.nearRows(
      provider.name,
      entityType,
      objects.map(({ externalId, meaning }) => ({ externalId, created: createdOf(meaning) })),
    ),
  );
  return await new PageWalk(options, entityType, objects, placed).run();
}

/** Unix seconds; null if it is unknown, or no date. */
const createdOf = ({ created }: ObjectEvents['meaning']): number | null =>
  typeof created === 'number' && created >= 0 && created < 1e11 ? created : null;

/** Whether an object of that second stands on the page, or on one before it. */
const covers = (page: CopiedPage | null, created: number): boolean =>
  page !== null && (page.reachesTo === null || created >= page.reachesTo);

/** One walk down an entity's list, from wanted object to wanted object. */
class PageWalk {
  readonly #options: FetchOptions;
  readonly #entityType: EntityType;
  /** Not settled yet, by id. */
  readonly #wanted: Map<string, ObjectEvents>;
  /** In the order of the list. */
  readonly #placed: readonly PlacedObject[];
  readonly #outcomes: EventOutcome[] = [];
  /** A page could not be read or written: what is left is fetched one by one. */
  #ended = false;

  constructor(
    options: FetchOptions,
    entityType: EntityType,
    objects: readonly ObjectEvents[],
    placed: readonly PlacedObject[],
  ) {
    this.#options = options;
    this.#entityType = entityType;
    this.#wanted = new Map(objects.map((object) => [object.externalId, object]));
    this.#placed = placed;
  }

  async run(): Promise<FromPages> {
    const left: ObjectEvents[] = [];
    let page: CopiedPage | null = null;
    for (const { externalId, created, near, dense } of this.#placed) {
      const isWanted = () => this.#wanted.has(externalId);
      if (created !== null && (near || dense)) {
        // One page after the other, so that the next batch finds no gaps between them.
        if (dense) page = await this.#readOn(page, (at) => isWanted() && !covers(at, created));
        if (isWanted() && !covers(page, created)) page = await this.#read({ createdLt: created + 1 });
        // The page ends within the object's second: the next one may show it.
        page = await this.#readOn(page, (at) => isWanted() && at.reachesTo === created);
      }
      const object = this.#wanted.get(externalId);
      if (object !== undefined) left.push(object);
    }
    return { outcomes: this.#outcomes, left };
  }

  /** Reads the pages behind this one while `goOn`; the last of them. */
  async #readOn(page: CopiedPage | null, goOn: (page: CopiedPage) => boolean): Promise<CopiedPage | null> {
    for (let vain = 0; page !== null && page.next !== null && vain < maxVainPages && goOn(page);) {
      const before = this.#wanted.size;
      page = await this.#read({ cursor: page.next });
      vain = this.#wanted.size < before ? 0 : vain + 1;
    }
    return page;
  }

  /** Null if the walk has ended. */
  async #read(start: PageStart): Promise<CopiedPage | null> {
    const { db, connected, session, settlement, until } = this.#options;
    if (this.#ended || performance.now() >= until) return null;
    let shown: ObjectEvents[] = [];
    let settled: EventOutcome[] = [];
    const settle = async (ws: WorkspaceScope, read: ReadonlySet<string>) => {
      shown = [...read].flatMap((id) => this.#wanted.get(id) ?? []);
      settled = shown.flatMap((object) => settlement.settledWith(object, fetched));
      await ws.inbox.settle(connected.provider.name, settled, session.sessionId);
    };
    try {
      const page = await copyPage({ db }, connected, session, this.#entityType, start, settle);
      this.#outcomes.push(...(await settleFetched(this.#options, shown, fetched, settled)));
      for (const { externalId } of shown) this.#wanted.delete(externalId);
      return page;
    } catch (error) {
      if (!isOwnFailure(error) && !isOfTheList(error)) throw error;
      this.#ended = true;
      return null;
    }
  }
}

/** A list may fail where its objects can be fetched: its page is too large, say. */
const isOfTheList = (error: unknown): boolean =>
  error instanceof SyncError && error.retryable && error.code.startsWith('provider_');

const fetched = { state: 'applied', reason: 'fetched with its page' } as const;
