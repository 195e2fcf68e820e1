import { defineConfig } from 'vitest/config';

const unit = ['{src,simulator,dev,test}/**/*.test.ts'];
const postgres = ['{src,simulator,dev,test}/**/*.pg.test.ts'];
const temporal = ['{src,simulator,dev,test}/**/*.temporal.test.ts'];
const e2e = ['test/{e2e,chaos}/**/*.test.ts'];

/** A test's suffix says what it needs: nothing, Postgres, or Postgres and Temporal. One of each server a run. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/servers.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: unit, exclude: [...postgres, ...temporal, ...e2e] },
      },
      {
        extends: true,
        test: { name: 'pg', include: postgres, exclude: e2e, testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'temporal', include: temporal, exclude: e2e, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      { extends: true, test: { name: 'e2e', include: e2e, testTimeout: 180_000, hookTimeout: 120_000 } },
    ],
  },
});
