import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';

/** The database of a contender's rows. */
export interface OwnDatabase {
  readonly name: string;
  readonly url: string;
}

/** Does the work in a database of its own, which is dropped afterwards. */
export async function inOwnDatabase<T>(
  stage: Stage,
  content: 'empty' | 'ours',
  work: (database: OwnDatabase) => Promise<T>,
): Promise<T> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const owners = await stage.createDatabase(name, content);
  try {
    // The peers' migrations want the role postgres.
    return await work({ name, url: content === 'ours' ? owners : stage.adminUrl(name) });
  } finally {
    await stage.dropDatabase(name);
  }
}
