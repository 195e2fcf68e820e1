import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Broadcasts, type Reader } from './broadcasts.ts';

/** A reader that reads what the test says, when it says so. */
function controlled() {
  const queue: (number | Error | 'end')[] = [];
  let more = Promise.withResolvers<void>();
  const runs = { begun: 0, ended: 0 };
  const read: Reader<number> = async function* (signal) {
    runs.begun += 1;
    signal.addEventListener('abort', () => more.resolve());
    try {
      for (;;) {
        for (const next of queue.splice(0)) {
          if (next === 'end') return;
          if (next instanceof Error) throw next;
          yield next;
        }
        if (signal.aborted) return;
        await more.promise;
        more = Promise.withResolvers();
      }
    } finally {
      runs.ended += 1;
    }
  };
  const say = async (...what: (number | Error | 'end')[]) => {
    queue.push(...what);
    more.resolve();
    await turn();
  };
  return { read, say, runs };
}

const state = (of: number) => ({ kind: 'state', state: of });

describe('a reader', () => {
  it('reads once for any number of viewers, and stops when the last has gone', async () => {
    const broadcasts = new Broadcasts<number>();
    const { read, say, runs } = controlled();
    const views = Array.from({ length: 1_000 }, () => broadcasts.watch('a', read));
    const waiting = views.map((view) => view.next(60_000));
    await say(1);
    expect(await Promise.all(waiting)).toEqual(views.map(() => state(1)));
    expect(runs).toEqual({ begun: 1, ended: 0 });
    for (const view of views.slice(1)) view.close();
    await say(2);
    expect(await views[0]!.next(60_000)).toEqual(state(2));
    views[0]!.close();
    await turn();
    expect(runs).toEqual({ begun: 1, ended: 1 });
    broadcasts.watch('a', read).close();
    expect(runs.begun).toBe(2);
  });

  it('reads for one key only', async () => {
    const broadcasts = new Broadcasts<number>();
    const [one, other] = [controlled(), controlled()];
    const views = [broadcasts.watch('one', one.read), broadcasts.watch('other', other.read)];
    await one.say(1);
    await other.say(2);
    expect(await Promise.all(views.map((view) => view.next(60_000)))).toEqual([state(1), state(2)]);
    for (const view of views) view.close();
  });
});

describe('a view', () => {
  it('shows the newest state only, however many came since it looked last', async () => {
    const { read, say } = controlled();
    const view = new Broadcasts<number>().watch('a', read);
    await say(1, 2, 3);
    expect(await view.next(60_000)).toEqual(state(3));
    expect(await view.next(1)).toEqual({ kind: 'nothing' });
    view.close();
    expect(await view.next(60_000)).toEqual({ kind: 'end' });
  });

  it('that comes later has the newest state at once', async () => {
    const { read, say } = controlled();
    const broadcasts = new Broadcasts<number>();
    const view = broadcasts.watch('a', read);
    await say(1);
    const late = broadcasts.watch('a', read);
    expect(await late.next(60_000)).toEqual(state(1));
    for (const each of [view, late]) each.close();
  });

  it('shows the last state before it ends, or throws what ended the reader', async () => {
    const broadcasts = new Broadcasts<number>();
    const [ends, fails] = [controlled(), controlled()];
    const [ended, failed] = [broadcasts.watch('ends', ends.read), broadcasts.watch('fails', fails.read)];
    await ends.say(1, 'end');
    expect(await ended.next(60_000)).toEqual(state(1));
    expect(await ended.next(60_000)).toEqual({ kind: 'end' });
    await fails.say(new Error('no'));
    await expect(failed.next(60_000)).rejects.toThrow('no');
  });

  it('that is closed wakes up', async () => {
    const { read, say } = controlled();
    const broadcasts = new Broadcasts<number>();
    const [closed, other] = [broadcasts.watch('a', read), broadcasts.watch('a', read)];
    const next = closed.next(60_000);
    closed.close();
    expect(await next).toEqual({ kind: 'nothing' });
    await say(1);
    expect(await other.next(60_000)).toEqual(state(1));
    other.close();
  });
});
