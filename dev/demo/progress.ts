/** How far one workspace's sync is. */
export interface Progress {
  workspace: string;
  rows: number;
  of: number;
  /** The present step, in a few words. */
  note: string;
}

const barWidth = 24;
export const number = (value: number): string => value.toLocaleString('en-US');

/** `Aurora Fitness   ██████░░░░░░  1,200 of 2,400 rows  note`, a line each, aligned. */
function progressLines(all: readonly Progress[]): string[] {
  const nameWidth = Math.max(...all.map(({ workspace }) => workspace.length));
  const digits = Math.max(...all.map(({ of }) => number(of).length));
  const padded = (value: number) => number(value).padStart(digits);
  return all.map(({ workspace, rows, of, note }) => {
    const filled = of === 0 ? barWidth : Math.min(barWidth, Math.floor((rows / of) * barWidth));
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    return `  ${workspace.padEnd(nameWidth)}  ${bar}  ${padded(rows)} of ${padded(of)} rows  ${note}`;
  });
}

/** Without a terminal: milliseconds between two lines of changes. */
const plainEveryMs = 3_000;
const clearToEnd = '\u001B[0J';

/** Shows everyone's progress: in place in a terminal, elsewhere a line for changes every few seconds and at the end. */
export class ProgressDisplay {
  readonly #out: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;
  #shown: readonly string[] = [];
  #shownAt = -Infinity;

  constructor(out: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>) {
    this.#out = out;
  }

  show(all: readonly Progress[], last: boolean): void {
    const lines = progressLines(all);
    if (this.#out.isTTY) {
      const up = this.#shown.length === 0 ? '' : `\u001B[${this.#shown.length}A\r${clearToEnd}`;
      // A line that wraps would be two to go back up.
      this.#write(
        lines.map((line) => line.slice(0, this.#out.columns - 1)),
        up,
      );
    } else {
      if (!last && performance.now() - this.#shownAt < plainEveryMs) return;
      this.#shownAt = performance.now();
      this.#write(lines.filter((line) => !this.#shown.includes(line)));
    }
    this.#shown = lines;
  }

  #write(lines: readonly string[], before = ''): void {
    this.#out.write(before + lines.map((line) => `${line}\n`).join(''));
  }
}
