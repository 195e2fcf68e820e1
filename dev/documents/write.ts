/** Writes the files, or parts of files, that are made from the sources: `npm run docs`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine } from '../command-line.ts';
import { projectRoot } from '../paths.ts';
import { generated } from './generated.ts';

const usage = `npm run docs

Writes the files, and the parts of files, that are made from the sources: the client's types, configuration, metrics, entities and others. A
test fails if one is outdated.`;
commandLine(usage, {});

for (const [page, text] of Object.entries(generated)) {
  const path = join(projectRoot, page);
  await writeFile(path, await text(await readFile(path, 'utf8')));
}
