import { pageMove, type PageMove } from '../../src/activities/listing/listing-moves.ts';
import {
  LiveWindow,
  type CamePage,
  type PageEnd,
  type UnchangedPage,
} from '../../src/activities/listing/live-window.ts';
import type { ListedPage } from '../../src/providers/provider.ts';
import type { ModelObject } from './model-account.ts';
import { isShown, type ModelWindow } from './model-copy.ts';
import type { ModelRun, Steps } from './model-run.ts';

const pageSize = 2;
const unread = {
  cursor: null,
  cursorCreated: null,
  cursorIds: [],
  newestCreated: null,
  pages: 0,
  listed: 0,
};
/** A whole account. */
const everything = { ...unread, createdGte: null, createdLt: null };

interface AskedPage extends CamePage {
  readonly page: ListedPage<ModelObject> | UnchangedPage;
}

/** `pullListings`: begins, takes up or resumes a listing, page by page, by the product's own windows and decisions. */
export function* list(run: ModelRun): Steps {
  const { copy, choices } = run;
  if (copy.listing === null || copy.listing.completed || choices.below(4) === 0) {
    const { snapshot } = yield* run.request(() => null); // whose account it is
    yield;
    copy.listing = { startedAt: snapshot.from, finished: false, completed: false };
    renew(run);
    run.note(`listing from ${snapshot.from}`);
  }
  if (copy.listing.finished) return;
  const claim = ++run.claims;
  const open = copy.windows.filter(({ closed }) => !closed);
  for (const window of open) window.claim = claim;
  const windows = open.map(({ claim: _claim, closed: _closed, ...stored }) => {
    const remembered = [...copy.pages.values()].filter(
      (page) => page.windowId === stored.id && page.page >= stored.pages,
    );
    return new LiveWindow({ ...stored, newestCreated: null }, remembered);
  });
  let readUntil = 0;
  for (let window = windows.shift(); window !== undefined; window = windows.shift()) {
    let asked: AskedPage | null = yield* ask(run, window);
    while (asked !== null) {
      const { page }: AskedPage = asked;
      const half: LiveWindow | null = cut(run, window, claim);
      if (half !== null) windows.push(half);
      const since: number | undefined = window.newcomersFrom(page, 1);
      if (since !== undefined) {
        const newcomers: LiveWindow | null = split(run, window, since, claim);
        if (newcomers === null) return; // taken over meanwhile
        window.rewind();
        windows.push(window);
        window = newcomers;
      }
      // Stopped, as at a slice's end: the page behind it is requested once this one is written, or by the next slice.
      const stopping: boolean = choices.below(2) === 0;
      const { ask: behind, check, ends }: PageMove = pageMove(window, asked, window.take(asked), stopping);
      const next: AskedPage | null = behind === null ? null : yield* ask(run, window, behind);
      yield;
      if (check) {
        const moved = writeKept(run, window, ends && page.same, claim);
        if (moved === null) return; // taken over meanwhile
        if (!moved) {
          window.dropKept();
          asked = yield* ask(run, window);
          continue;
        }
      }
      if (!page.same && !write(run, window, { ...asked, page }, ends, claim)) return;
      readUntil = page.snapshot.to;
      asked = next === null && !ends ? yield* ask(run, window) : next;
    }
  }
  yield;
  if (run.claims !== claim || copy.windows.some(({ closed }) => !closed)) return;
  copy.listing.finished = true;
  copy.verified = { from: copy.listing.startedAt, to: readUntil || run.time.now };
  run.note(`listed ${copy.verified.from} to ${copy.verified.to}`);
}

/** `renewWindows`; neighbours join by chance. */
function renew({ copy, choices }: ModelRun): void {
  if (copy.windows.length === 0) copy.windows.push({ ...everything, id: '0', claim: 0, closed: false });
  for (const window of copy.windows) Object.assign(window, unread, { claim: 0, closed: false });
  const oldestLast = copy.windows.toSorted(
    (a, b) => (b.createdGte ?? -Infinity) - (a.createdGte ?? -Infinity),
  );
  for (const [newer, older] of oldestLast.slice(1).map((window, n) => [oldestLast[n]!, window] as const)) {
    if (newer.createdGte !== older.createdLt || choices.below(4) > 0) continue;
    newer.createdGte = older.createdGte;
    copy.windows = copy.windows.filter((window) => window !== older);
    for (const [key, page] of copy.pages) if (page.windowId === older.id) copy.pages.delete(key);
    return;
  }
}

function* ask(run: ModelRun, window: LiveWindow, end?: PageEnd): Generator<void, AskedPage> {
  const { entityType: _, remembered: known, ...asked } = window.request('customers', end);
  const request = { ...asked, limit: pageSize };
  const answer = yield* run.request(() => run.account.list(request), run.pageTimeoutMs);
  const { createdGte: requestedFrom, createdLt } = request;
  if (answer.result !== null) {
    const page = pageOf(answer.result, answer.snapshot);
    if (known === undefined || !page.digest.equals(known.bodyDigest)) return { page, requestedFrom };
    return { page: { same: true, as: known, snapshot: answer.snapshot }, requestedFrom };
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
) => {
  const digest = Buffer.from(
    JSON.stringify({ objects: objects.map(({ id, content, created }) => [id, content, created]), next }),
  );
  return { same: false, json: '', digest, path: [], objects, next, snapshot } as const;
};

/** `listings.advanceSame`: false if the rows have changed, null if another has claimed the window. */
function writeKept(
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
  const { cursor, cursorCreated, cursorIds, pages, listed } = stored;
  Object.assign(row, { cursor, cursorCreated, cursorIds, pages, listed, closed });
}

/** Sometimes splits the window in two; the older half is a new window. */
function cut(run: ModelRun, window: LiveWindow, claim: number): LiveWindow | null {
  const { createdGte, cursorCreated } = window.stored;
  if (cursorCreated === null || window.isRemembered) return null;
  if (run.choices.below(4) > 0) return null;
  const at = cursorCreated - run.choices.below(3);
  if (createdGte !== null && at <= createdGte) return null;
  return split(run, window, at, claim);
}

/** `listings.split`. */
function split({ copy }: ModelRun, window: LiveWindow, at: number, claim: number): LiveWindow | null {
  const { id, createdGte, createdLt, pages } = window.stored;
  const row = copy.windows.find((each) => each.id === id);
  if (row === undefined || row.claim !== claim || row.closed) return null;
  const [newer, older] = [
    { createdGte: at, createdLt },
    { createdGte, createdLt: at },
  ];
  const [kept, cutOff] = pages > 0 ? [newer, older] : [older, newer];
  Object.assign(row, kept);
  window.stored = { ...window.stored, ...kept };
  const part = { ...everything, ...cutOff, id: `${copy.windowsMade++}` };
  copy.windows.push({ ...part, claim, closed: false });
  return new LiveWindow(part);
}

/** Writes a page's rows, rechecks and checkpoint. False if another has claimed the window. */
function write(
  { copy, note }: ModelRun,
  window: LiveWindow,
  { page, requestedFrom }: { page: Exclude<AskedPage['page'], UnchangedPage>; requestedFrom: number | null },
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
  const shown = window.shown(page, requestedFrom);
  const unordered = copy.upsertNewer(page.objects, page.snapshot);
  for (const id of unordered) copy.rechecks.add(id);
  const asShown = (stale.length === 0 && unordered.length === 0) || !copy.rules.pagesAreCopied;
  copy.pageWritten(row.id, window.stored.pages, shown, asShown ? page.digest : null);
  window.advance(page, shown);
  moveTo(row, window, closed);
  note(
    `page ${page.objects.map(({ id, content }) => `${id}=${content}`).join(' ')} of ${page.snapshot.from}`,
  );
  return true;
}
