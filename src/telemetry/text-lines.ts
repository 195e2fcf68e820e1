interface Line {
  readonly time?: string;
  readonly level?: string;
  readonly name?: string;
  readonly msg?: string;
  readonly err?: { stack?: string };
  readonly [key: string]: unknown;
}

/** Control characters, those that turn the writing direction, and line separators: some of them forge lines, others the terminal. */
// oxlint-disable-next-line no-control-regex -- they are what it is about
const control = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (text: string): string =>
  text.replace(control, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const show = (value: unknown): string => escaped(typeof value === 'string' ? value : JSON.stringify(value));

/** Its lines are lines. */
const stackOf = (stack: string): string => stack.split('\n').map(escaped).join('\n');

function lineOf({ time, level, name, msg, err, ...rest }: Line): string {
  const fields = Object.entries(rest).map(([key, value]) => ` ${escaped(key)}=${show(value)}`);
  const { stack, ...error } = err ?? {};
  const problem =
    err === undefined ? '' : ` err=${show(error)}${stack === undefined ? '' : `\n${stackOf(stack)}`}`;
  return `${time?.slice(11, 23)} ${level?.padEnd(5)} ${name} ${escaped(msg ?? '')}${fields.join('')}${problem}\n`;
}

/** A destination for pino that rewrites its JSON as one readable line each. */
export const textLines = (out: { write(text: string): unknown }) => ({
  write(json: string): void {
    const line: Line = JSON.parse(json);
    out.write(lineOf(line));
  },
});
