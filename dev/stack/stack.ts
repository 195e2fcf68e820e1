import { startPostgres, type Postgres } from './postgres.ts';
import { startTemporal, type Temporal } from './temporal.ts';

export interface StackOptions {
  /** Keep data and workflows for the next run of this clone? */
  persistent: boolean;
  /** Temporal's Web UI too? */
  ui: boolean;
  /** Takes lines for the person; default: standard error. */
  say?: (line: string) => void;
}

/** Something that runs until it is stopped. */
export interface Part {
  stop: (hard?: boolean) => Promise<void>;
}

/** The running embedded stack. */
export interface Stack {
  postgres: Postgres;
  temporal: Temporal;
  /** The environment with which the product's processes find it. */
  env: Record<string, string>;
  /**
   * Starts a further part, which is stopped before all earlier ones. It reports an unexpected end to
   * `onUnexpectedEnd`, which stops the whole stack and this process.
   */
  add<P extends Part>(
    name: string,
    start: (onUnexpectedEnd: (how: string) => void) => Promise<P>,
  ): Promise<P>;
  /** Stops all parts, last started first, and gives the signals back. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres and Temporal at the same time. Once they are up, the first Ctrl-C (or SIGTERM) stops everything and
 * ends this process with 0, a second one at once. A part that crashes is named, stops the others and ends it with 1.
 * Before that, and if this process dies, the watchdog ends the parts.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { persistent, ui, say = console.error } = options;
  const parts: Part[] = [];
  let stopping = false;

  async function stopAll(hard = false): Promise<void> {
    stopping = true;
    for (const part of parts.toReversed()) await part.stop(hard);
  }
  async function exit(code: number): Promise<never> {
    await stopAll();
    process.exit(code);
  }
  function crashed(name: string): (how: string) => void {
    return (how) => {
      if (stopping) return;
      say(`${name} ended unexpectedly (${how}): stopping everything`);
      void exit(1);
    };
  }
  async function add<P extends Part>(
    name: string,
    start: (onUnexpectedEnd: (how: string) => void) => Promise<P>,
  ): Promise<P> {
    const part = await start(crashed(name));
    parts.push(part);
    return part;
  }

  const [postgres, temporal] = await Promise.all([
    add('Postgres', (onUnexpectedEnd) =>
      startPostgres({ persistent, onUnexpectedEnd, ...(persistent && { port: 54_320 }) }),
    ),
    add('Temporal', (onUnexpectedEnd) =>
      startTemporal({
        persistent,
        ui,
        onUnexpectedEnd,
        say,
        ...(persistent && { port: 7_233 }),
        ...(ui && { uiPort: 8_233 }),
      }),
    ),
  ]);
  const release = onEndRequest(
    () => {
      say('Stopping … (again to stop at once)');
      void exit(0);
    },
    () => process.exit(130),
  );
  return {
    postgres,
    temporal,
    env: {
      DATABASE_URL: postgres.databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      ...(temporal.uiUrl !== undefined && { TEMPORAL_UI_URL: temporal.uiUrl }),
    },
    add,
    stop() {
      release();
      return stopAll();
    },
  };
}

/** A terminal's Ctrl-C reaches the script twice, once through npm. A second one within this time is the same request. */
const sameRequestMs = 500;

/** Calls `first` at the first request to end and `again` at a later one. Returns how to stop listening. */
function onEndRequest(first: () => void, again: () => void): () => void {
  let since: number | undefined;
  const parent = process.ppid;
  const asked = () => {
    if (since === undefined) {
      since = Date.now();
      first();
    } else if (Date.now() - since > sameRequestMs) again();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, asked);
  // The npm process was killed with -9, and could pass no signal on.
  const orphaned = () =>
    process.env['npm_lifecycle_event'] && process.ppid !== parent && since === undefined && asked();
  const watch = setInterval(orphaned, 1_000).unref();
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, asked);
  };
}
