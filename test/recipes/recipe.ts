import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../dev/paths.ts';

/** The diffs that CONTRIBUTING.md shows under `## Recipe: <name>`. Throws if it shows none. */
export async function recipe(name: string): Promise<string> {
  const page = await readFile(join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(`Recipe: ${name}\n`));
  const diffs = [...(section ?? '').matchAll(/^```diff\n(.*?)^```$/gms)].map(([, diff]) => diff!);
  if (diffs.length === 0) throw new Error(`CONTRIBUTING.md shows no diff under "Recipe: ${name}"`);
  return diffs.join('');
}

/** The lines that a diff adds to the files whose path matches. */
export const addedLines = (diff: string, path: RegExp): string[] =>
  diff
    .split(/^--- /m)
    .filter((file) => path.test(/^\+\+\+ b\/(.*)$/m.exec(file)?.[1] ?? ''))
    .flatMap((file) => file.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line)));
