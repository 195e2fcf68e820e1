import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeVariables } from '../../src/config/config.ts';
import { projectRoot } from '../paths.ts';
import { generated } from './generated.ts';

const read = (page: string): string => readFileSync(join(projectRoot, page), 'utf8');

const pages = globSync(['*.md', 'docs/*.md'], { cwd: projectRoot }).toSorted();
const byHand = pages.filter((page) => !(page in generated));

test.each(Object.entries(generated))('%s is what the sources say: npm run docs', (page, text) => {
  expect(read(page)).toBe(text());
});

test('no page but docs/configuration.md describes a variable; CHANGELOG announces them', () => {
  const names = describeVariables().map(({ variable }) => variable.name);
  // A row, an item or a heading that begins with a variable's name is its description.
  const described = new RegExp(`^(\\||-|#+) *\\**\`(${names.join('|')})\``);
  const found = byHand
    .filter((page) => page !== 'CHANGELOG.md')
    .flatMap((page) =>
      read(page)
        .split('\n')
        .filter((line) => described.test(line))
        .map((line) => `${page}: ${line}`),
    );
  expect(found).toEqual([]);
});

test.each(byHand)('every file that %s names is there', (page) => {
  const text = read(page);
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path = '']) =>
    join(projectRoot, page, '..', path),
  );
  const named = [...text.matchAll(/`((?:src|test|drizzle|dev|simulator|deploy)\/[\w./-]+\.\w+)`/g)].map(
    ([, path = '']) => join(projectRoot, path),
  );
  expect([...linked, ...named].filter((path) => !existsSync(path))).toEqual([]);
});
