import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const unit = ['{src,client,cli,simulator,dev,test}/**/*.test.ts'];
const postgres = ['{src,client,cli,simulator,dev,test}/**/*.pg.test.ts'];
const temporal = ['{src,client,cli,simulator,dev,test}/**/*.temporal.test.ts'];
const e2e = ['test/{e2e,chaos,recipes}/**/*.test.ts'];

const globalSetup = ['test/support/servers.ts'];
/** Lint does not see that a test asserts nothing if its `it` comes from a fixture. */
const expect = { requireAssertions: true };

/** A test's suffix says what it needs: nothing, Postgres, or Postgres and Temporal. One of each server a run. */
export default defineConfig({
  test: {
    // A machine that stalls for seconds fails a test that waits; one that failed once is marked "retry x1" in the report.
    retry: process.env['CI'] === undefined ? 0 : 1,
    // Most files wait for Temporal and Postgres more than they compute: two at a time left a quarter of two cores idle.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { name: 'unit', expect, include: unit, exclude: [...postgres, ...temporal, ...e2e] } },
      {
        test: {
          name: 'pg',
          expect,
          // Half of their time went into loading the same modules for each file: 42 s for 18 files, 23 s without.
          isolate: false,
          include: postgres,
          exclude: e2e,
          globalSetup,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'temporal',
          expect,
          include: temporal,
          exclude: e2e,
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'e2e', expect, include: e2e, globalSetup, testTimeout: 300_000, hookTimeout: 120_000 },
      },
    ],
  },
});
