import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { postgresBinaries } from '../stack/postgres-binaries.ts';
import { postgresUser } from '../stack/postgres-user.ts';
import { findTemporal } from '../stack/temporal-binary.ts';

/** The doctor's finding about one part. */
export interface Finding {
  part: string;
  /** `absent` is missing too, but not needed as things are. */
  state: 'good' | 'missing' | 'absent';
  found: string;
  /** What to do about it, if anything. */
  fix?: string;
}

/** Whether the part of this name is in order: `look` returns what it found, and throws what is missing. */
export async function finding(part: string, fix: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { part, state: 'good', found: await look() };
  } catch (error) {
    return { part, state: 'missing', found: error instanceof Error ? error.message : String(error), fix };
  }
}

/** Node itself: bootstrap.mjs has installed it together with everything in package-lock.json before this runs. */
export function checkNode(): Promise<Finding> {
  return finding('Node', 'start this with `npm run doctor`, which installs the right one', () => {
    const version = process.versions.node;
    if (Number.parseInt(version) < 24) throw new Error(`${version}, needed is 24 or later`);
    return Promise.resolve(version);
  });
}

/** The embedded Postgres, run as the user that the server would run as. */
export function checkEmbeddedPostgres(): Promise<Finding> {
  return finding('Postgres, embedded', 'run `npm ci`, or set DATABASE_URL to a server of yours', async () => {
    const user = postgresUser();
    const { postgres } = await postgresBinaries(user);
    return firstLine(postgres, ['--version'], user);
  });
}

/** The dev server's program: there, or a way to get it. */
export async function checkEmbeddedTemporal(go: Finding): Promise<Finding> {
  const part = 'Temporal, embedded';
  const fix =
    'install the CLI (https://docs.temporal.io/cli) or Go (https://go.dev/dl), or set TEMPORAL_ADDRESS';
  return finding(part, fix, async () => {
    const program = await findTemporal();
    if (program) return `${await firstLine(program.path, ['--version'])}, from ${program.way}`;
    if (go.state === 'good')
      return 'not there yet: the first start downloads it or builds it with Go, in minutes';
    const answer = await fetch('https://temporal.download/cli.sh', {
      method: 'HEAD',
      signal: AbortSignal.timeout(4_000),
    });
    if (!answer.ok) throw new Error('no program, no Go to build it and no download');
    return 'not there yet: the first start downloads it';
  });
}

/** Go builds a Temporal CLI that cannot be downloaded. If none has to be built, Go may be absent. */
export async function checkGo(): Promise<Finding> {
  const fix = 'only where the Temporal CLI or stripe-mock must be built: https://go.dev/dl';
  const go = await finding('Go', fix, () => firstLine('go', ['version']));
  return go.state === 'good' ? go : { ...go, state: 'absent', found: 'not on PATH' };
}

async function firstLine(
  program: string,
  args: string[],
  user?: { uid: number; gid: number },
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { ...user, cwd: '/' });
  return stdout.split('\n')[0] ?? '';
}
