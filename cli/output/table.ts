import stringWidth from 'string-width';
import { harmless, padEnd, paint } from './text.ts';

export interface Column<T> {
  readonly title: string;
  readonly value: (item: T) => string | number | null | undefined;
}

const gap = '  ';

/** A table if it fits; else each object by itself, a field a line, so that no id is ever cut. */
export function table<T>(items: readonly T[], columns: readonly Column<T>[], width: number): string {
  const cells = items.map((item) => columns.map(({ value }) => harmless(String(value(item) ?? '–'))));
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, column) =>
    Math.max(stringWidth(title), ...cells.map((row) => stringWidth(row[column]!))),
  );
  const needed = widths.reduce((sum, each) => sum + each + gap.length, -gap.length);
  if (needed > width) {
    const fields = (row: readonly string[]) =>
      row.map((cell, column) => `${paint('bold', `${titles[column]}:`)} ${cell}`).join('\n');
    return cells.map(fields).join('\n\n');
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => padEnd(cell, widths[column]!))
      .join(gap)
      .trimEnd();
  return [paint('bold', line(titles)), ...cells.map(line)].join('\n');
}
