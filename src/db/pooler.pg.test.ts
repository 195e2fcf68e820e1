import { describe, expect, inject } from 'vitest';
import { startPgBouncer } from '../../test/support/programs/pgbouncer.ts';
import { databaseTest } from '../../test/support/workspace-test.ts';
import { emptyWorkspace } from '../../test/support/seed.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { assertPreparedStatements, assertSession } from './pooler.ts';

/** Building PgBouncer, if this machine has none that is new enough, takes a minute or two, once. */
const buildMs = 600_000;

const it = databaseTest
  .extend('poolers', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const started = await Promise.all(
      [{}, { pool_mode: 'session' }, { pool_mode: 'statement' }, { max_prepared_statements: '0' }].map(
        (settings) => startPgBouncer(inject('postgres').templateUrl, settings),
      ),
    );
    onCleanup(async () => {
      await Promise.all(started.map((pooler) => pooler.stop()));
    });
    return started.map((pooler) => pooler.through(database.url));
  })
  .extend('pooled', ({ poolers }) => poolers[0]!)
  .extend('inSession', ({ poolers }) => poolers[1]!)
  .extend('byStatement', ({ poolers }) => poolers[2]!)
  .extend('forgetful', ({ poolers }) => poolers[3]!);

describe('PgBouncer in transaction mode', () => {
  it(
    'bears what a worker and the API do: statements that are prepared, and planned once',
    async ({ pooled }) => {
      await assertPreparedStatements(pooled);
      for (const genericPlans of [true, false]) {
        const db = openDatabase({ url: pooled, maxConnections: 5, applicationName: 'test', genericPlans });
        try {
          const workspaces = await Promise.all(Array.from({ length: 5 }, () => emptyWorkspace(db)));
          // More than the pooler keeps of each connection's would also do: they are prepared again.
          for (let round = 0; round < 4; round += 1) {
            const listed = await Promise.all(
              workspaces.map((workspace) =>
                db.inWorkspace(workspace, (ws) => ws.customers.list({ limit: 1 })),
              ),
            );
            expect(listed.flat()).toEqual([]);
          }
        } finally {
          await db.close();
        }
      }
    },
    buildMs,
  );

  it(
    'is told from a session: what needs one is told where to point DATABASE_DIRECT_URL',
    async ({ database, pooled, inSession }) => {
      await assertSession(pooled, database.url);
      await assertSession(inSession, inSession);
      await expect(assertSession(pooled, pooled)).rejects.toThrow(/transaction mode.*DATABASE_DIRECT_URL/s);
    },
    buildMs,
  );

  it(
    'keeps no migration’s lock: a migration through it is refused before it takes one',
    async ({ database, pooled, superuser }) => {
      await expect(migrate(pooled)).rejects.toThrow(/DATABASE_DIRECT_URL/);
      const { rows } = await superuser.query("select from pg_locks where locktype = 'advisory'");
      expect(rows).toEqual([]);
      await migrate(database.url);
    },
    buildMs,
  );
});

describe('a pooler that cannot do what is needed', () => {
  it(
    'without prepared statements is named, with the setting that helps',
    async ({ forgetful }) => {
      await expect(assertPreparedStatements(forgetful)).rejects.toThrow(/1\.21.*max_prepared_statements/s);
    },
    buildMs,
  );

  it(
    'without transactions is named',
    async ({ byStatement }) => {
      await expect(assertPreparedStatements(byStatement)).rejects.toThrow(/transaction mode/);
    },
    buildMs,
  );

  it('of another database is told from the server itself', async ({ database }) => {
    await expect(assertSession(database.url, inject('postgres').adminUrl)).rejects.toThrow(
      /another database/,
    );
  });
});
