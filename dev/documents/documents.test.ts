import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rooms } from '../../oxlint.config.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { describeVariables } from '../../src/config/config.ts';
import { projectRoot } from '../paths.ts';
import { generated } from './generated.ts';

const read = (page: string): string => readFileSync(join(projectRoot, page), 'utf8');

const pages = globSync(['*.md', 'docs/*.md'], { cwd: projectRoot }).toSorted();

test.each(Object.entries(generated))(
  '%s is what the sources say: npm run docs',
  async (page, text) => {
    expect(await text(read(page))).toBe(read(page));
  },
  60_000,
);

test('no page but docs/configuration.md describes a variable; CHANGELOG announces them', () => {
  const names = describeVariables().map(({ variable }) => variable.name);
  // A row, an item or a heading that begins with a variable's name is its description.
  const described = new RegExp(`^(\\||-|#+) *\\**\`(${names.join('|')})\``);
  const found = pages
    .filter((page) => !['docs/configuration.md', 'CHANGELOG.md'].includes(page))
    .flatMap((page) =>
      read(page)
        .split('\n')
        .filter((line) => described.test(line))
        .map((line) => `${page}: ${line}`),
    );
  expect(found).toEqual([]);
});

test.each(pages)('every file that %s names is there', (page) => {
  const text = read(page);
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path = '']) =>
    join(page, '..', path),
  );
  const named = [
    ...text.matchAll(/`((?:src|test|drizzle|dev|bench|simulator|deploy|docs)\/[\w./-]*[\w/])`/g),
    // Also one that is named from the middle of its path.
    ...text.matchAll(/`([\w-]+\/[\w./-]+\.(?:ts|mjs|sql))`/g),
  ].map(([, path = '']) => path);
  expect([...linked, ...named].filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

test('ARCHITECTURE names every folder of src/', () => {
  const folders = readdirSync(join(projectRoot, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `\`src/${name}/\``);
  expect(folders.filter((folder) => !read('ARCHITECTURE.md').includes(folder))).toEqual([]);
});

test('every package that a room may import is a dependency', () => {
  const listed = Object.values(rooms).flatMap(({ packages }) => packages);
  const names = listed.filter((name) => !name.startsWith('node:') && !name.includes('*'));
  expect(names.filter((name) => !(name in packageJson.dependencies))).toEqual([]);
});
