import { LiveWindow, type PageEnd } from '../../src/activities/listing/live-window.ts';
import type { StoredWindow } from '../../src/db/listings/windows.ts';
import type { ListedPage, SamePage } from '../../src/providers/provider.ts';
import type { ModelObject } from './model-account.ts';
import { isShown, type ModelWindow } from './model-copy.ts';
import type { ModelRun, Steps } from './model-run.ts';

const pageSize = 2;
/** A whole account. */
const everything = {
  createdGte: null,
  createdLt: null,
  cursor: null,
  cursorCreated: null,
  newestCreated: null,
  pages: 0,
  listed: 0,
};

type Page = Omit<ListedPage, 'objects'> & { readonly objects: readonly ModelObject[] };

interface AskedPage {
  readonly page: Page | SamePage;
  readonly requestedFrom: number | null;
}

/** `pullListings`: begins or resumes a listing, page by page, with the product's own windows. */
export function* list(run: ModelRun): Steps {
  const { copy, choices } = run;
  if (copy.listing === null || copy.listing.finished || choices.below(4) === 0) {
    const { snapshot } = yield* run.request(() => null); // whose account it is
    yield;
    copy.listing = { startedAt: snapshot.from, finished: false };
    renew(run);
    run.note(`listing from ${snapshot.from}`);
  }
  const claim = ++run.claims;
  const open = copy.windows.filter(({ closed }) => !closed);
  for (const window of open) window.claim = claim;
  const windows = open.map(({ id, createdGte, createdLt, cursor, cursorCreated, pages, listed }) => {
    const bounds = { createdGte, createdLt, cursor, cursorCreated };
    const remembered = [...copy.pages.values()].filter((page) => page.windowId === id && page.page >= pages);
    return new LiveWindow({ id, ...bounds, newestCreated: null, pages, listed }, remembered);
  });
  let readUntil = 0;
  for (let window = windows.shift(); window !== undefined; window = windows.shift()) {
    let asked: AskedPage | null = yield* ask(run, window);
    while (asked !== null) {
      const { page, requestedFrom }: AskedPage = asked;
      const half: StoredWindow | null = cut(run, window, claim);
      if (half !== null) windows.push(new LiveWindow(half));
      const end: PageEnd | undefined = page.same
        ? window.keepUnchanged(requestedFrom)
        : { lastCreated: page.objects.at(-1)?.created ?? null, next: page.next };
      if (end === undefined) {
        window.dropRemembered();
        asked = yield* ask(run, window);
        continue;
      }
      const ends = window.endsWith(end);
      // Requested before the last one is written, or after.
      const ahead: boolean = choices.below(2) === 0;
      asked = !ends && ahead ? yield* ask(run, window, end) : null;
      yield;
      const pause: boolean = !page.same || asked === null || choices.below(3) === 0;
      if (pause && window.kept.length > 0) {
        const moved = writeHeld(run, window, ends && page.same, claim);
        if (moved === null) return; // taken over meanwhile
        if (!moved) {
          window.dropRemembered();
          asked = yield* ask(run, window);
          continue;
        }
      }
      if (!page.same && !write(run, window, { page, requestedFrom }, ends, claim)) return;
      readUntil = page.snapshot.to;
      if (!ends && !ahead) asked = yield* ask(run, window, undefined);
    }
  }
  yield;
  if (run.claims !== claim || copy.windows.some(({ closed }) => !closed)) return;
  copy.listing.finished = true;
  copy.verified = { from: copy.listing.startedAt, to: readUntil || run.time.now };
  run.note(`listed ${copy.verified.from} to ${copy.verified.to}`);
}

/** `listingWindows.renew`. */
function renew({ copy, choices }: ModelRun): void {
  if (copy.windows.length === 0) copy.windows.push({ ...everything, id: '0', claim: 0, closed: false });
  const unread = { cursor: null, cursorCreated: null, pages: 0, listed: 0, claim: 0, closed: false };
  for (const window of copy.windows) Object.assign(window, unread);
  const newest = copy.windows.find(({ createdLt }) => createdLt === null)!;
  const since = copy.pages.get(`${newest.id}:0`)?.firstCreated ?? null;
  if (since === null || choices.below(2) === 0) return;
  newest.createdLt = since + 1;
  copy.windows.push({
    ...everything,
    id: String(copy.windows.length),
    createdGte: since + 1,
    claim: 0,
    closed: false,
  });
}

function* ask(run: ModelRun, window: LiveWindow, end?: PageEnd): Generator<void, AskedPage> {
  const { entityType: _, remembered, ...asked } = window.request('customers', end);
  const request = { ...asked, limit: pageSize };
  const answer = yield* run.request(() => run.account.list(request), run.pageTimeoutMs);
  const { createdGte: requestedFrom, createdLt } = request;
  if (answer.result !== null) {
    const page = pageOf(answer.result, answer.snapshot);
    const same = remembered !== undefined && page.digest?.equals(remembered.bodyDigest) === true;
    return { page: same ? { same, snapshot: answer.snapshot } : page, requestedFrom };
  }
  const created = end?.lastCreated ?? window.stored.cursorCreated;
  const above = created === null ? createdLt : created + 1;
  const again = yield* run.request(
    () => run.account.list({ ...request, cursor: null, createdLt: above })!,
    run.pageTimeoutMs,
  );
  return { page: pageOf(again.result, again.snapshot), requestedFrom };
}

const pageOf = (
  { objects, next }: { objects: ModelObject[]; next: string | null },
  snapshot: ListedPage['snapshot'],
): Page => {
  const digest = Buffer.from(
    JSON.stringify({ objects: objects.map(({ id, content, created }) => [id, content, created]), next }),
  );
  return { same: false, json: '', digest, path: [], objects, next, snapshot };
};

/** `listings.advanceSame`: false if the rows have changed, null if another has claimed the window. */
function writeHeld(
  { copy, note }: ModelRun,
  window: LiveWindow,
  closed: boolean,
  claim: number,
): boolean | null {
  const row = copy.windows.find(({ id }) => id === window.stored.id);
  if (row === undefined || row.claim !== claim || row.closed) return null;
  if (!copy.stillThere(window.kept)) return false;
  note(`${window.kept.length} pages as they were`);
  window.advanceKept();
  moveTo(row, window, closed);
  return true;
}

function moveTo(row: ModelWindow, { stored }: LiveWindow, closed: boolean): void {
  row.cursor = stored.cursor;
  row.cursorCreated = stored.cursorCreated;
  row.pages = stored.pages;
  row.listed = stored.listed;
  row.closed = closed;
}

/** Sometimes splits the window in two; the older half is a new window. */
function cut(run: ModelRun, window: LiveWindow, claim: number): StoredWindow | null {
  const { createdGte, cursorCreated } = window.stored;
  if (cursorCreated === null || window.isRemembered) return null;
  if (run.choices.below(4) > 0) return null;
  const at = cursorCreated - run.choices.below(3);
  if (createdGte !== null && at <= createdGte) return null;
  const row: ModelWindow | undefined = run.copy.windows.find((each) => each.id === window.stored.id);
  if (row === undefined || row.claim !== claim || row.closed) return null;
  row.createdGte = at;
  window.stored = { ...window.stored, createdGte: at };
  const half = { ...everything, id: String(run.copy.windows.length), createdGte, createdLt: at };
  run.copy.windows.push({ ...half, claim, closed: false });
  return half;
}

/** Writes a page's rows, rechecks and checkpoint. False if another has claimed the window. */
function write(
  { copy, note }: ModelRun,
  window: LiveWindow,
  { page, requestedFrom }: { page: Page; requestedFrom: number | null },
  closed: boolean,
  claim: number,
): boolean {
  const row = copy.windows.find(({ id }) => id === window.stored.id);
  if (row === undefined || row.claim !== claim || row.closed) return false;
  const stale = page.objects.filter((object) => {
    const known = copy.rows.get(object.id);
    const kept = known !== undefined && known.snapshotFrom !== null && known.snapshotFrom >= page.snapshot.to;
    return kept && !isShown(known, object);
  });
  const unordered = copy.upsertNewer(page.objects, page.snapshot);
  for (const id of unordered) copy.rechecks.add(id);
  const asShown =
    (stale.length === 0 && unordered.length === 0 && window.countOf(page) === page.objects.length) ||
    !copy.rules.pagesAreCopied;
  copy.pageWritten(
    row.id,
    window.stored.pages,
    window.shown(page, requestedFrom),
    asShown ? page.digest : null,
  );
  window.advance(page);
  moveTo(row, window, closed);
  note(
    `page ${page.objects.map(({ id, content }) => `${id}=${content}`).join(' ')} of ${page.snapshot.from}`,
  );
  return true;
}
