interface Line {
  readonly time?: string;
  readonly level?: string;
  readonly name?: string;
  readonly msg?: string;
  readonly err?: { stack?: string };
  readonly [key: string]: unknown;
}

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function lineOf({ time, level, name, msg, err, ...rest }: Line): string {
  const fields = Object.entries(rest).map(([key, value]) => ` ${key}=${show(value)}`);
  const { stack, ...error } = err ?? {};
  const problem = err === undefined ? '' : ` err=${show(error)}${stack === undefined ? '' : `\n${stack}`}`;
  return `${time?.slice(11, 23)} ${level?.padEnd(5)} ${name} ${msg ?? ''}${fields.join('')}${problem}\n`;
}

/** A destination for pino that rewrites its JSON as one readable line each. */
export const textLines = (out: { write(text: string): unknown }) => ({
  write(json: string): void {
    const line: Line = JSON.parse(json);
    out.write(lineOf(line));
  },
});
