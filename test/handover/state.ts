/** `sync_inboxes`; `held`, `woken`: those instants are still to come. */
interface Row {
  readonly holder: number | null;
  readonly held: boolean;
  readonly woken: boolean;
  readonly pending: boolean;
}

/** Who stores an event: `storing` holds the row's lock, `waking` has been told to wake and has not done it yet. */
export type Storer = 'before' | 'storing' | 'waking' | 'done';

/** A drain, which may outlive its being taken for dead. */
export interface Drain {
  readonly id: number;
  /** `asking` is about to give up, `looked` has looked for events before it waits for the lock, `leaving` holds it. */
  readonly at: 'taking' | 'reading' | 'settling' | 'asking' | 'looked' | 'leaving' | 'left';
  /** Events that it has read and not settled, a bit each. */
  readonly read: number;
  /** It saw no event when it looked before leaving. */
  readonly empty: boolean;
}

export interface State {
  readonly row: Row;
  /** Committed events that nobody has settled, a bit each. */
  readonly stored: number;
  readonly storers: readonly Storer[];
  /** What the storer that holds the lock has been told. */
  readonly wakes: boolean;
  /** A signal is on its way. */
  readonly signal: boolean;
  /** The sweep has claimed the inbox and not sent its signal yet. */
  readonly sweeping: boolean;
  /** The workflow knows that something may be stored. */
  readonly wanted: boolean;
  readonly drain: Drain | null;
  readonly leftover: Drain | null;
  /** How many more drains may end with their time. */
  readonly slices: number;
  /** How many more things may go wrong. */
  readonly crashes: number;
}

/** What may be done otherwise, to see that the model notices. */
export interface Variant {
  readonly storers: number;
  readonly crashes: number;
  /** Giving up looks for events and only then waits for the row's lock, as a single statement would. */
  readonly looksBeforeLocking?: boolean;
  /** Storing decides by the row as it is before a transaction that is under way. */
  readonly decidesUnlocked?: boolean;
  /** Giving up forgets since when something waits, whatever it sees. */
  readonly forgetsPending?: boolean;
}

export const initial = ({ storers, crashes }: Variant): State => ({
  row: { holder: null, held: false, woken: false, pending: false },
  stored: 0,
  storers: Array.from({ length: storers }, () => 'before' as const),
  wakes: false,
  signal: false,
  sweeping: false,
  wanted: false,
  drain: null,
  leftover: null,
  slices: 1,
  crashes,
});

export type Step = readonly [what: string, next: State];

export const locked = ({ storers, drain, leftover }: State): boolean =>
  storers.includes('storing') || drain?.at === 'leaving' || leftover?.at === 'leaving';
