import { table, type Column } from './table.ts';
import { widthOf } from './text.ts';

export type Format = 'text' | 'json' | 'jsonl';

/** Data goes to standard output, everything else to standard error. */
export class Output {
  readonly format: Format;

  constructor(format: Format) {
    this.format = format;
  }

  /** A line for people on standard error, none if the output is for programs. */
  say(line: string): void {
    if (this.format === 'text') process.stderr.write(`${line}\n`);
  }

  /** One object: as text for people, as it is for programs. */
  one(value: unknown, text: string): void {
    if (this.format === 'text') this.#line(text);
    else this.#json(value);
  }

  /** A list. As `jsonl` an object is written as soon as it has come. */
  async list<T>(
    items: AsyncIterable<T> | Iterable<T>,
    columns: readonly Column<T>[],
    none: string,
  ): Promise<void> {
    const all: T[] = [];
    for await (const item of items) {
      if (this.format === 'jsonl') this.#json(item);
      else all.push(item);
    }
    if (this.format === 'json') this.#json(all);
    if (this.format !== 'text') return;
    if (all.length === 0) this.say(none);
    else this.#line(table(all, columns, widthOf(process.stdout)));
  }

  /** A line of a stream that has more. */
  event(value: unknown): void {
    this.#json(value, false);
  }

  #json(value: unknown, pretty = this.format === 'json' && process.stdout.isTTY): void {
    this.#line(JSON.stringify(value, null, pretty ? 2 : undefined));
  }

  #line(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}

/** The first so many. */
export async function* first<T>(items: AsyncIterable<T>, limit: number): AsyncGenerator<T, void> {
  let left = limit;
  if (left <= 0) return;
  for await (const item of items) {
    yield item;
    if (--left === 0) return;
  }
}
