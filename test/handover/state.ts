/** `sync_inboxes`. `held`, `woken`: those instants are in the future. */
interface Row {
  readonly holder: number | null;
  readonly held: boolean;
  readonly woken: boolean;
  readonly pending: boolean;
}

/** A sender of an event: `storing` holds the row's lock, `waking` has to send a wake-up and has not done so yet. */
export type Storer = 'before' | 'storing' | 'waking' | 'done';

/** A drain. It may still run after it was taken for dead. */
export interface Drain {
  readonly id: number;
  /** `asking` is about to give up, `looked` has looked for events before it waits for the lock, `leaving` holds it. */
  readonly at: 'taking' | 'reading' | 'settling' | 'asking' | 'looked' | 'leaving' | 'left';
  /** The events that it has read and not settled, a bit each. */
  readonly read: number;
  /** It saw no event when it looked before leaving. */
  readonly empty: boolean;
}

export interface State {
  readonly row: Row;
  /** The committed events that are not settled, a bit each. */
  readonly stored: number;
  readonly storers: readonly Storer[];
  /** What the storing statement answered the sender that holds the lock. */
  readonly wakes: boolean;
  /** A signal is in flight. */
  readonly signal: boolean;
  /** The sweep has claimed the inbox and not sent its signal yet. */
  readonly sweeping: boolean;
  /** The workflow knows that something may be stored. */
  readonly wanted: boolean;
  readonly drain: Drain | null;
  readonly leftover: Drain | null;
  /** How many more drains may end with their time. */
  readonly slices: number;
  /** How many more failures may happen. */
  readonly crashes: number;
}

/** Flaws that the model must notice. */
export interface Variant {
  readonly storers: number;
  readonly crashes: number;
  /** Giving up looks for events before it waits for the row's lock, as a single statement would. */
  readonly looksBeforeLocking?: boolean;
  /** Storing decides by the row from before an open transaction. */
  readonly decidesUnlocked?: boolean;
  /** Giving up clears the time since when an event waits, even if one is left. */
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
