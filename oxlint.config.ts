import { defineConfig, type OxlintOverride } from 'oxlint';

/** Who may import whom: an allow-list per folder of src/ (its own files are always allowed). */
export const rooms: Record<string, { rooms: string[]; packages: string[] }> = {
  domain: { rooms: [], packages: [] },
  contracts: { rooms: ['domain'], packages: [] },
  workflows: {
    rooms: ['contracts', 'domain'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
  },
  environment: { rooms: [], packages: ['node:*', 'node:*/*', 'zod'] },
  providers: { rooms: ['domain', 'environment'], packages: ['node:*', 'node:*/*', 'undici', 'zod'] },
  db: {
    rooms: ['domain'],
    packages: ['node:*', 'node:*/*', 'pg', 'drizzle-orm', 'drizzle-orm/**', '@opentelemetry/api'],
  },
  activities: {
    rooms: ['contracts', 'domain', 'providers', 'db', 'security', 'telemetry'],
    packages: ['node:*', 'node:*/*', '@temporalio/activity', '@temporalio/common', 'undici'],
  },
  temporal: {
    rooms: ['contracts', 'domain'],
    packages: ['node:*', 'node:*/*', '@temporalio/client', '@temporalio/common', '@opentelemetry/**'],
  },
  security: { rooms: ['domain'], packages: ['node:*', 'node:*/*', 'jose', 'openid-client'] },
  telemetry: {
    rooms: ['domain'],
    packages: [
      'node:*',
      'node:*/*',
      'pino',
      '@prometheus-io/client',
      '@temporalio/worker',
      '@opentelemetry/**',
    ],
  },
  services: {
    rooms: ['contracts', 'domain', 'db', 'temporal', 'providers', 'security', 'telemetry'],
    packages: ['node:*', 'node:*/*', 'croner', 'zod'],
  },
  api: {
    rooms: [
      'config',
      'contracts',
      'domain',
      'db',
      'temporal',
      'providers',
      'security',
      'services',
      'telemetry',
    ],
    packages: ['node:*', 'node:*/*', 'hono', 'hono/**', '@hono/**', 'zod'],
  },
  pages: {
    rooms: ['api', 'contracts', 'domain', 'providers', 'security', 'services', 'telemetry'],
    packages: ['node:*', 'node:*/*', 'hono', 'hono/**', 'zod'],
  },
  config: { rooms: ['domain', 'environment', 'providers', 'security', 'telemetry'], packages: [] },
};

/** A provider's own SDK may be imported in that provider's folder only. */
export const providerPackages: Record<string, string[]> = {
  stripe: ['stripe', 'stripe/**'],
  chargebee: ['chargebee'],
};

/**
 * Files `depth` folders below a room's top may climb back to that top, and no higher: `../**` also matches
 * `../../other-room/x`, so what climbs out of the room is refused again, neighbours excepted.
 */
function boundary(room: string, depth: number, folder = '*', extraPackages: string[] = []): OxlintOverride {
  const { rooms: neighbours, packages } = rooms[room]!;
  const up = '../'.repeat(1 + depth);
  const own = Array.from({ length: depth }, (_, i) => `${'../'.repeat(i + 1)}**`);
  const next = neighbours.map((neighbour) => `${up}${neighbour}/**`);
  const message = `src/${room} may import only: ${['itself', ...neighbours].join(', ')} (ARCHITECTURE.md)`;
  const folders = Array.from({ length: depth }, (_, i) => (i === 0 ? folder : '*'));
  const not = (patterns: string[]) => patterns.map((pattern) => `!${pattern}`);
  const group = ['**', ...not(['./**', ...own, ...packages, ...extraPackages]), `${up}**`, ...not(next)];
  return {
    files: [['src', room, ...folders, '*.ts'].join('/')],
    excludeFiles: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
  };
}

/** A folder beside src/ that may import these and nothing else. */
const only = (folder: string, allowed: string[], refused: string[] = []): OxlintOverride => ({
  files: [`${folder}/**/*.ts`],
  excludeFiles: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['**', ...allowed.map((pattern) => `!${pattern}`), ...refused],
            message: `${folder}/ may import only: ${allowed.join(', ')}`,
          },
        ],
      },
    ],
  },
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['client/api-types.ts', 'drizzle/**', '.data/**'],
  rules: {
    'no-console': 'error',
    'no-shadow': 'off',
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    'no-await-in-loop': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'vitest/no-conditional-expect': 'off',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'unicorn/consistent-function-scoping': 'off',
    // Type imports count too: files that need each other's types can be neither read nor moved alone.
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
    // It does not know the tests that a fixture brings.
    'vitest/no-standalone-expect': 'off',
    // A fixture that needs no other one says so by `{}`.
    'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
  },
  overrides: [
    ...Object.keys(rooms).flatMap((room) => [0, 1, 2].map((depth) => boundary(room, depth))),
    ...Object.entries(providerPackages).flatMap(([name, sdk]) =>
      [1, 2].map((depth) => boundary('providers', depth, name, sdk)),
    ),
    // They are programs of their own: the API is all that they know of the service.
    only('client', ['./**', 'openapi-fetch', 'eventsource-parser', 'standardwebhooks']),
    only(
      'cli',
      ['./**', '../**', 'node:*', 'node:*/*', 'commander', 'log-update', 'string-width'],
      ['../src/**', '../../src/**'],
    ),
    {
      files: ['dev/**', 'bench/**', 'simulator/main.ts', 'src/server.ts', 'src/worker.ts', 'test/**'],
      rules: { 'no-console': 'off' },
    },
  ],
});
