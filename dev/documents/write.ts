/** Writes the pages that are made from the sources: `npm run docs`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../paths.ts';
import { generated } from './generated.ts';

for (const [page, text] of Object.entries(generated)) await writeFile(join(projectRoot, page), text());
