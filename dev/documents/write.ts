/** Writes the files, or parts of files, that are made from the sources: `npm run docs`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../paths.ts';
import { generated } from './generated.ts';

for (const [page, text] of Object.entries(generated)) {
  const path = join(projectRoot, page);
  await writeFile(path, await text(await readFile(path, 'utf8')));
}
