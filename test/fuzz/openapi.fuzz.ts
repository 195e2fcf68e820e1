import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/processes/listen.ts';
import { roles } from '../../src/domain/role.ts';
import { startTestApi } from '../support/api.ts';
import { schemathesis } from './schemathesis.ts';

/** Of each operation and key. */
const examples = process.env['FUZZ_EXAMPLES'] ?? '50';

/** What no made-up request may do; the rest of schemathesis' checks are about its own style. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** Requests are about a workspace that exists, nothing waits, and no stream is read for ever. */
const config = (workspace: string, doomed: string) => `
[parameters]
"path.workspace_id" = "${workspace}"
"path.provider" = "stripe"

[[operations]]
include-name = "DELETE /api/v1/workspaces/{workspace_id}"
parameters = { "path.workspace_id" = "${doomed}" }

[[operations]]
include-name = "GET /api/v1/workspaces/{workspace_id}/sync/{provider}/wait"
parameters = { "query.timeout" = 1 }

[[operations]]
include-path-regex = "/stream$"
enabled = false
`;

it.each([...roles, 'platform'] as const)(
  'no request that can be made from the document breaks the API or its document: %s',
  async (role) => {
    const api = await startTestApi();
    onTestFinished(() => api.stop());
    const server = await listen(api.app, { host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close(1_000));
    const folder = await mkdtemp(join(tmpdir(), 'payment-sync-fuzz-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [workspace, doomed] = [await api.workspace(), await api.workspace()];
    await api.connect(workspace);
    const key = role === 'platform' ? api.adminKey : await api.key(workspace, role);
    const code = await schemathesis(folder, config(workspace, doomed), [
      `http://127.0.0.1:${server.port}/openapi.json`,
      `--header=Authorization:Bearer ${key}`,
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
  },
);
