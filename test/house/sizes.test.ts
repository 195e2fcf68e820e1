import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOMS = ['src', 'client', 'cli', 'simulator', 'dev', 'bench', 'test'];
/** Written by npm run docs. */
const GENERATED = ['client/api-types.ts'];
const MAX_FILES = 25;
const MAX_LINES = 250;

interface Folder {
  path: string;
  files: string[];
}

function foldersOf(root: string): Folder[] {
  const entries = readdirSync(root, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const inside = entries.filter(
    (entry) => entry.isDirectory() && !/^(node_modules|dist|\.)/.test(entry.name),
  );
  return [{ path: root, files }, ...inside.flatMap(({ name }) => foldersOf(join(root, name)))];
}

/** Folders and files that outgrow the house, with the number that is too large. */
function tooLarge(roots: readonly string[]): string[] {
  return roots.flatMap(foldersOf).flatMap(({ path, files }) => {
    const sources = files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(path, name))
      .filter((file) => !GENERATED.includes(file));
    const long = sources.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n').length - 1;
      return lines > MAX_LINES ? [`${file} has ${lines} lines; at most ${MAX_LINES}: split it.`] : [];
    });
    const crowded = `${path} has ${files.length} files on one level; at most ${MAX_FILES}: give it folders.`;
    return files.length > MAX_FILES ? [crowded, ...long] : long;
  });
}

test(`no folder has more than ${MAX_FILES} files on one level, no source more than ${MAX_LINES} lines`, () => {
  expect(tooLarge(ROOMS)).toEqual([]);
});
