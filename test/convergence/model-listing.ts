import { LiveWindow } from '../../src/activities/listing/live-window.ts';
import type { StoredWindow } from '../../src/db/queries/listings.ts';
import type { ListedPage } from '../../src/providers/provider.ts';
import type { ModelObject } from './model-account.ts';
import type { ModelWindow } from './model-copy.ts';
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
  readonly page: Page;
  readonly askedGte: number | null;
}

/** `pullListings`: a listing begun or gone on with, page by page, with the product's own windows. */
export function* list(run: ModelRun): Steps {
  const { copy, choices } = run;
  if (copy.listing === null || copy.listing.finished || choices.below(4) === 0) {
    const { snapshot } = yield* run.request(() => null); // whose account it is
    yield;
    copy.listing = { startedAt: snapshot.from, finished: false };
    copy.windows = [{ ...everything, id: '0', claim: 0, closed: false }];
    run.note(`listing from ${snapshot.from}`);
  }
  const claim = ++run.claims;
  const open = copy.windows.filter(({ closed }) => !closed);
  for (const window of open) window.claim = claim;
  const windows = open.map(({ id, createdGte, createdLt, cursor, cursorCreated, pages, listed }) => {
    const bounds = { createdGte, createdLt, cursor, cursorCreated };
    return new LiveWindow({ id, ...bounds, newestCreated: null, pages, listed });
  });
  let readUntil = 0;
  for (let window = windows.shift(); window !== undefined; window = windows.shift()) {
    let asked: AskedPage | null = yield* ask(run, window);
    while (asked !== null) {
      const { page, askedGte }: AskedPage = asked;
      const half: StoredWindow | null = cut(run, window, claim);
      if (half !== null) windows.push(new LiveWindow(half));
      const ends = window.endsWith(page);
      const last = page.objects.at(-1);
      // Asked for before the last one is written, or after.
      const ahead: boolean = choices.below(2) === 0;
      asked = !ends && ahead ? yield* ask(run, window, last) : null;
      yield;
      if (!write(run, window, { page, askedGte }, ends, claim)) return; // taken over meanwhile
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

function* ask(run: ModelRun, window: LiveWindow, last?: ModelObject): Generator<void, AskedPage> {
  const { entityType: _, ...request } = window.request('customers', pageSize, last);
  const answer = yield* run.request(() => run.account.list(request));
  const { createdGte: askedGte, createdLt } = request;
  if (answer.result !== null) return { page: pageOf(answer.result, answer.snapshot), askedGte };
  const created = last?.created ?? window.stored.cursorCreated;
  const above = created === null ? createdLt : created + 1;
  const again = yield* run.request(() => run.account.list({ ...request, after: null, createdLt: above })!);
  return { page: pageOf(again.result, again.snapshot), askedGte };
}

const pageOf = (
  { objects, hasMore }: { objects: ModelObject[]; hasMore: boolean },
  snapshot: ListedPage['snapshot'],
): Page => ({ json: '', path: [], objects, hasMore, snapshot });

/** Cuts the window in two, sometimes; the older half is another window. */
function cut(run: ModelRun, window: LiveWindow, claim: number): StoredWindow | null {
  const { createdGte, cursorCreated } = window.stored;
  if (cursorCreated === null || run.choices.below(4) > 0) return null;
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

/** A page's rows, what they leave to be confirmed, and the checkpoint. False where the window is another's by now. */
function write(
  { copy, note }: ModelRun,
  window: LiveWindow,
  { page, askedGte }: AskedPage,
  closed: boolean,
  claim: number,
): boolean {
  const row = copy.windows.find(({ id }) => id === window.stored.id);
  if (row === undefined || row.claim !== claim || row.closed) return false;
  for (const id of copy.upsertNewer(page.objects, page.snapshot)) copy.rechecks.add(id);
  copy.addMissing(window.stretch(page, askedGte));
  const last = page.objects.at(-1);
  row.cursor = last?.id ?? row.cursor;
  row.cursorCreated = last?.created ?? row.cursorCreated;
  row.closed = closed;
  window.advance(page);
  note(
    `page ${page.objects.map(({ id, content }) => `${id}=${content}`).join(' ')} of ${page.snapshot.from}`,
  );
  return true;
}
