import { providerPackages, rooms } from '../../oxlint.config.ts';

const begin = '<!-- rooms, by npm run docs -->';
const end = '<!-- end of rooms -->';

/** Only the packages a reader knows by name: `hono/**` is part of `hono`. */
const isNamed = (pattern: string): boolean => !pattern.endsWith('/**') || pattern.startsWith('@');

function row(room: string): [string, string, string] {
  const { rooms: neighbours, packages } = rooms[room]!;
  const named = packages
    .filter((pattern) => isNamed(pattern) && !pattern.startsWith('node:'))
    .map((pattern) => `\`${pattern.replace('/**', '/*')}\``);
  const node = packages.includes('node:*') ? ["Node's modules"] : [];
  const sdks =
    room === 'providers' ? Object.keys(providerPackages).map((name) => `in \`${name}/\` its SDK`) : [];
  return [`\`${room}\``, neighbours.join(', '), [...named, ...sdks, ...node].join(', ')];
}

/** The allow-list of oxlint.config.ts as a table. */
function table(): string {
  const rows: [string, string, string][] = [
    ['room', 'may import', 'and packages'],
    ...Object.keys(rooms).map((room) => row(room)),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows.map((cells) => line(cells));
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

/** ARCHITECTURE.md with the table of rooms between its two marks as it should be. */
export function withRooms(architecture: string): string {
  const [from, to] = [architecture.indexOf(begin), architecture.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`ARCHITECTURE.md has no ${begin} … ${end}`);
  return `${architecture.slice(0, from)}${begin}\n\n${table()}\n\n${architecture.slice(to)}`;
}
