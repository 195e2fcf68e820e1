import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/processes/listen.ts';
import { roles } from '../../src/domain/role.ts';
import { TestIssuer } from '../support/oidc/test-issuer.ts';
import { startTestApi } from '../support/api.ts';
import { keyOf, prepareFuzzedApi } from './fuzzed-api.ts';
import { schemathesis } from './schemathesis.ts';

/** Of each operation and key. */
const examples = process.env['FUZZ_EXAMPLES'] ?? '50';

/** Whose requests: nobody's, roles of API keys, `platform`, and `oidc:` before either for a token of the issuer. */
const every = ['none', ...roles, 'platform', ...roles.map((role) => `oidc:${role}`), 'oidc:platform'];
const callers = process.env['FUZZ_CALLERS']?.split(',') ?? every;

/** What no made-up request may do; the rest of schemathesis' checks are about its own style. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

it.each(callers)(
  'no request that can be made from the document breaks the API or its document: %s',
  async (caller) => {
    const issuer = await new TestIssuer().start();
    onTestFinished(() => issuer.stop());
    const api = await startTestApi({ oidc: issuer.oidc });
    onTestFinished(() => api.stop());
    const { app, workspace, config, leaks } = await prepareFuzzedApi(api);
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close(1_000));
    const folder = await mkdtemp(join(tmpdir(), 'payment-sync-fuzz-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const key = await keyOf(caller, workspace, { api, issuer });
    const code = await schemathesis(folder, config, [
      `http://127.0.0.1:${server.port}/openapi.json`,
      ...(key === null ? [] : [`--header=Authorization:Bearer ${key}`]),
      `--checks=${checks.join(',')}`,
      '--phases=examples,coverage,fuzzing',
      `--max-examples=${examples}`,
      '--continue-on-failure',
      '--request-timeout=30',
      '--suppress-health-check=all',
      '--warnings=off',
      '--no-color',
      '--workers=2',
      ...(process.env['FUZZ_SEED'] === undefined ? [] : [`--seed=${process.env['FUZZ_SEED']}`]),
    ]);
    expect(code).toBe(0);
    // The platform may see every workspace.
    if (!caller.endsWith('platform')) expect(leaks).toEqual([]);
  },
);
