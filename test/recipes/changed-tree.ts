import { execFile, type ExecFileException } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../dev/paths.ts';

/** What a program of the project is made of. */
const parts = [
  'src',
  'client',
  'cli',
  'simulator',
  'dev',
  'test',
  'drizzle',
  'package.json',
  'tsconfig.json',
  'tsconfig.workflows.json',
  'drizzle.config.ts',
  'oxlint.config.ts',
  'vitest.config.ts',
];

/** A copy of the project that a test changes as a contributor would. */
export interface ChangedTree {
  readonly root: string;
  /** Applies a diff. Throws what git says if it does not apply. */
  apply(diff: string): Promise<void>;
  /** Runs a program of the project's packages, such as `.bin/drizzle-kit`. Throws what it printed if it fails. */
  run(program: string, args: string[], env?: Record<string, string>): Promise<string>;
  /** Loads a module of the copy; `Module` is the type that the project's own has. */
  load<Module>(path: string): Promise<Module>;
  remove(): Promise<void>;
}

export async function copyTree(): Promise<ChangedTree> {
  const root = await mkdtemp(join(tmpdir(), 'payment-sync-recipe-'));
  await Promise.all(parts.map((part) => cp(join(projectRoot, part), join(root, part), { recursive: true })));
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
  return {
    root,
    // Outside of any repository, git takes the paths of a diff as they are.
    apply: async (diff) =>
      void (await run('git', ['apply', '-'], root, { GIT_CEILING_DIRECTORIES: tmpdir() }, diff)),
    run: (program, args, env = {}) => run(join(projectRoot, 'node_modules', program), args, root, env),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is this project's module, changed
    load: async <Module>(path: string) => (await import(pathToFileURL(join(root, path)).href)) as Module,
    remove: () => rm(root, { recursive: true }),
  };
}

/** The files of a folder of the tree. */
export const filesOf = async ({ root }: ChangedTree, folder: string): Promise<string[]> =>
  (await readdir(join(root, folder))).toSorted();

const run = (
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
  input?: string,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, printed: string, failures: string) =>
      error === null
        ? resolve(printed)
        : reject(new Error(`${command} ${args.join(' ')}: ${printed}${failures}`));
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 10_000_000 };
    execFile(command, args, options, done).stdin?.end(input);
  });
