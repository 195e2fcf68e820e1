import { createLogUpdate } from 'log-update';
import type { Schema } from '../context.ts';
import { counted } from '../output/text.ts';
import { bars, stageOf, titleOf } from './bars.ts';

type Session = Schema['LiveSession'];

/** Shows a sync as it goes on, on standard error. */
export interface Display {
  show(session: Session): void;
  /** Nothing is drawn until `resume`: a question is asked. */
  pause(): void;
  resume(): void;
  /** What was shown last stays. */
  end(): void;
}

/** At most ten times a second. */
const redrawMs = 100;
const fallbackColumns = 80;

/** In a terminal: a bar for each entity, in place. */
export function barDisplay(): Display {
  const stream = process.stderr;
  const draw = createLogUpdate(stream);
  let last: Session | undefined;
  let drawnAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let paused = false;
  const redraw = () => {
    clearTimeout(timer);
    timer = undefined;
    if (last === undefined || paused) return;
    drawnAt = performance.now();
    // A column is kept free: some terminals wrap a line that fills them.
    draw(bars(last, Math.max(1, (stream.columns || fallbackColumns) - 1)).join('\n'));
  };
  const resized = () => redraw();
  stream.on('resize', resized);
  return {
    show(session) {
      last = session;
      timer ??= setTimeout(redraw, Math.max(0, redrawMs - (performance.now() - drawnAt)));
    },
    pause() {
      redraw();
      paused = true;
      draw.done();
    },
    resume() {
      paused = false;
      redraw();
    },
    end() {
      redraw();
      stream.off('resize', resized);
      draw.done();
    },
  };
}

const plainEveryMs = 15_000;

/** Without a terminal: a line at the start, with each tenth of the way or 15 s, and at the end. */
export function plainDisplay(write: (line: string) => void): Display {
  let shownAt = -Infinity;
  let tenth = -1;
  let last: Session | undefined;
  const line = (session: Session) => {
    const { done, rate, covered } = session.figures;
    const share = covered === null ? '' : `, ${Math.floor(covered * 100)} % of the time range`;
    const speed = rate === null ? '' : `, ${counted(Math.round(rate))} a second`;
    write(`${titleOf(session)}: ${stageOf(session)}, ${counted(done)} objects${share}${speed}`);
    shownAt = performance.now();
  };
  return {
    show(session) {
      last = session;
      const now = Math.floor((session.figures.covered ?? 0) * 10);
      if (now <= tenth && performance.now() - shownAt < plainEveryMs) return;
      tenth = now;
      line(session);
    },
    pause() {},
    resume() {},
    end() {
      if (last !== undefined) line(last);
    },
  };
}

/** Programs read the progress on standard output. */
export const noDisplay: Display = { show() {}, pause() {}, resume() {}, end() {} };
