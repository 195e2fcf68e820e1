import { providerPackages, rooms } from '../../oxlint.config.ts';
import { markdownTable } from './table.ts';

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

/** The allow-list of oxlint.config.ts. */
const table = (): string =>
  markdownTable([['room', 'may import', 'and packages'], ...Object.keys(rooms).map((room) => row(room))]);

/** ARCHITECTURE.md with the table of rooms between its two marks as it should be. */
export function withRooms(architecture: string): string {
  const [from, to] = [architecture.indexOf(begin), architecture.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`ARCHITECTURE.md has no ${begin} … ${end}`);
  return `${architecture.slice(0, from)}${begin}\n\n${table()}\n\n${architecture.slice(to)}`;
}
