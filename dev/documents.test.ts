import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readMigrateConfig, readServerConfig, readWorkerConfig } from '../src/config/config.ts';
import { projectRoot } from './paths.ts';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');

/** The variables that `read` asks for. */
function asked(read: (env: Record<string, string | undefined>) => unknown): Set<string> {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string | undefined>>(
    {},
    { get: (_, name) => void names.add(String(name)) },
  );
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
  return names;
}

/** The names of a row's first cell; of `A_ONE`, `…_TWO` the second is known by its ending. */
const namesOf = (cell: string): string[] => [...cell.matchAll(/`([A-Z…_]+)`/g)].map(([, name = '']) => name);

test('README’s environment is what the processes read, and which of them', () => {
  const readers = {
    api: asked(readServerConfig),
    worker: asked(readWorkerConfig),
    all: asked(readMigrateConfig),
  };
  const documented = new Map<string, string>();
  for (const [, cell = '', by = ''] of readme.matchAll(
    /^\| (`[A-Z][^|]*?) *\| (api|worker|api, worker|all) *\|/gm,
  ))
    for (const name of namesOf(cell)) documented.set(name, by);
  const isEnding = (name: string): boolean => name.startsWith('…');
  const real = [...new Set([...readers.api, ...readers.worker])].toSorted();
  for (const name of real) {
    const ending = [...documented.keys()].find((short) => isEnding(short) && name.endsWith(short.slice(1)));
    const by = documented.get(name) ?? documented.get(ending ?? '');
    const expected = readers.all.has(name)
      ? 'all'
      : [readers.api.has(name) && 'api', readers.worker.has(name) && 'worker'].filter(Boolean).join(', ');
    expect(`${name}: ${by}`).toBe(`${name}: ${expected}`);
  }
  const unknown = [...documented.keys()].filter((name) => !isEnding(name) && !real.includes(name));
  expect(unknown).toEqual([]);
});

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'docs/api.md',
  'docs/decisions.md',
  'docs/operations.md',
];

test.each(documents)('every file that %s names is there', (document) => {
  const text = readFileSync(join(projectRoot, document), 'utf8');
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path = '']) =>
    join(projectRoot, document, '..', path),
  );
  const named = [...text.matchAll(/`((?:src|test|drizzle|dev|simulator|deploy)\/[\w./-]+\.\w+)`/g)].map(
    ([, path = '']) => join(projectRoot, path),
  );
  expect([...linked, ...named].filter((path) => !existsSync(path))).toEqual([]);
});
