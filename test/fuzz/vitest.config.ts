import { defineConfig } from 'vitest/config';

/** `npm run check:fuzz`: beside the tests, because it needs Python. */
export default defineConfig({
  test: {
    // As servers.ts knows it: it needs Postgres.
    name: 'pg',
    include: ['test/fuzz/*.fuzz.ts'],
    globalSetup: ['test/support/servers.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
