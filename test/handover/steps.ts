import { locked, type Drain, type State, type Step, type Storer, type Variant } from './state.ts';

/**
 * The hand-over between senders and drains, as src/db/inbox/ and src/workflows/inbox-drain.ts do it: one step for each
 * point at which others can interleave.
 */
export function* steps(state: State, variant: Variant): Generator<Step> {
  const { drain, leftover } = state;
  yield* storing(state, variant);
  if (state.signal) yield ['signal', { ...state, signal: false, wanted: true }];
  if (state.wanted && drain === null) {
    const next: Drain = { id: unusedId(state), at: 'taking', read: 0, empty: false };
    yield ['the workflow drains', { ...state, wanted: false, drain: next }];
  }
  for (const [what, next, changes] of draining(state, drain, variant))
    yield [`drain ${what}`, { ...state, ...changes, drain: next }];
  for (const [what, next, changes] of draining(state, leftover, variant))
    yield [`leftover ${what}`, { ...state, ...changes, leftover: next }];
  if (state.slices > 0 && drain?.at === 'reading')
    yield ['time is up', { ...state, slices: state.slices - 1, drain: null, wanted: true }];
  if (variant.crashes > 0) yield* trouble(state);
}

/** Ids are random; a few are enough to distinguish those that still matter. */
const unusedId = ({ row, leftover }: State): number =>
  [1, 2, 3].find((id) => id !== row.holder && id !== leftover?.id)!;

/** `inbox.store`, and the wake-up that may follow. */
function* storing(state: State, variant: Variant): Generator<Step> {
  const { row, storers } = state;
  const first = storers.indexOf('before'); // one that has not begun is like the next
  for (const [n, at] of storers.entries()) {
    const become = (next: Storer) => storers.map((each, index) => (index === n ? next : each));
    const alone = !storers.includes('storing');
    if (at === 'before' && n === first && alone && (variant.decidesUnlocked === true || !locked(state)))
      yield [`${n} stores`, { ...state, storers: become('storing'), wakes: !row.held && !row.woken }];
    const waits = state.drain?.at === 'leaving' || state.leftover?.at === 'leaving';
    if (at === 'storing' && !waits) {
      const { wakes } = state;
      const written = { ...row, pending: true, woken: row.woken || wakes };
      const next = { ...state, row: written, stored: state.stored | (1 << n), wakes: false };
      yield [`${n} commits`, { ...next, storers: become(wakes ? 'waking' : 'done') }];
    }
    if (at === 'waking') yield [`${n} wakes`, { ...state, storers: become('done'), signal: true }];
    if (state.crashes > 0 && (at === 'storing' || at === 'waking'))
      yield [`${n} dies`, { ...state, wakes: false, storers: become('done'), crashes: state.crashes - 1 }];
  }
}

type Drained = [what: string, drain: Drain | null, changes: Partial<State>];

/** `drainInbox`. */
function* draining(state: State, drain: Drain | null, variant: Variant): Generator<Drained> {
  if (drain === null) return;
  const { row, stored } = state;
  const free = !locked(state);
  const nobody = { holder: null, held: false, woken: false, pending: false };
  switch (drain.at) {
    case 'taking':
      if (free) yield ['takes over', { ...drain, at: 'reading' }, { row: { ...row, ...held(drain) } }];
      return;
    case 'reading':
      yield ['reads', { ...drain, at: stored === 0 ? 'asking' : 'settling', read: stored }, {}];
      return;
    case 'settling':
      yield ['settles', { ...drain, at: 'reading', read: 0 }, { stored: stored & ~drain.read }];
      return;
    case 'asking':
      if (variant.looksBeforeLocking === true)
        yield ['looks', { ...drain, at: 'looked', empty: stored === 0 }, {}];
      else if (free) yield ['locks and looks', { ...drain, at: 'leaving', empty: stored === 0 }, {}];
      return;
    case 'looked':
      if (free) yield ['locks', { ...drain, at: 'leaving' }, {}];
      return;
    case 'leaving':
      if (drain.empty && row.holder === drain.id)
        yield ['gives up', { ...drain, at: 'left' }, { row: nobody }];
      else if (variant.forgetsPending === true)
        yield ['goes on', { ...drain, at: 'reading' }, { row: { ...row, pending: false } }];
      else yield ['goes on', { ...drain, at: 'reading' }, {}];
      return;
    case 'left':
      yield ['ends', null, {}];
  }
}

const held = ({ id }: Drain) => ({ holder: id, held: true, woken: false });

/** Failures, the expiry of leases and wake-ups, and the sweep that finds what they leave. */
function* trouble(state: State): Generator<Step> {
  const { row, drain, leftover, crashes } = state;
  if (row.held) yield ['the lease runs out', { ...state, row: { ...row, held: false } }];
  if (row.woken) yield ['the wake is overdue', { ...state, row: { ...row, woken: false } }];
  if (row.pending && !row.held && !row.woken && !locked(state))
    yield ['the sweep claims', { ...state, sweeping: true, row: { ...row, woken: true } }];
  if (state.sweeping) yield ['the sweep wakes', { ...state, sweeping: false, signal: true }];
  if (crashes === 0) return;
  const fewer = { ...state, crashes: crashes - 1 };
  if (state.sweeping) yield ['the sweep dies', { ...fewer, sweeping: false }];
  if (drain === null) return;
  yield ['the worker dies', { ...fewer, drain: null, wanted: true }];
  yield ['the workflow fails', { ...fewer, drain: null, wanted: false, signal: false }];
  if (leftover === null) yield ['taken for dead', { ...fewer, drain: null, leftover: drain, wanted: true }];
}
