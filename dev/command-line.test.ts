import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './paths.ts';

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** Those that run a file of ours and end. */
const files = Object.entries(scripts).flatMap(([name, command]) => {
  const [, file] = /^node dev\/bootstrap\.mjs (\S+\.ts)$/.exec(command) ?? [];
  return file === undefined || name === 'api' ? [] : [[name, file] as const];
});

const run = (file: string, flag: string) =>
  spawnSync(process.execPath, [join(projectRoot, file), flag], { encoding: 'utf8' });

/** Each starts a process that reads all that it could need. */
const timeout = 60_000;

it.each(files)('%s says what it does, and does nothing else', { timeout }, (name, file) => {
  const says = expect.stringMatching(name === 'wps' ? /wps/ : `npm run ${name}`);
  expect(run(file, '--help')).toMatchObject({ status: 0, stdout: says });
});

it('a flag that there is not is refused, and the usage shown', { timeout }, () => {
  for (const file of ['dev/documents/write.ts', 'src/rotate-keys.ts', 'bench/main.ts']) {
    const says = expect.stringMatching(/--no-such-flag[^]*npm run/);
    expect(run(file, '--no-such-flag')).toMatchObject({ status: 2, stderr: says });
  }
});
