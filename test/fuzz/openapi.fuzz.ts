import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/processes/listen.ts';
import type { Api } from '../../src/api/route.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { roles, type Role } from '../../src/domain/role.ts';
import { TestIssuer } from '../support/oidc/test-issuer.ts';
import { seedWorkspace } from '../support/seed.ts';
import { startTestApi, type TestApi } from '../support/api.ts';
import { schemathesis } from './schemathesis.ts';

/** Of each operation and key. */
const examples = process.env['FUZZ_EXAMPLES'] ?? '50';

/** Whose requests: roles of API keys, `platform`, and `oidc:` before either for a token of the issuer. */
const every = [...roles, 'platform', ...roles.map((role) => `oidc:${role}`), 'oidc:platform'];
const callers = process.env['FUZZ_CALLERS']?.split(',') ?? every;

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

/** In each text of another workspace that can be read. */
const ofNeighbour = 'of-the-neighbour';

/** The API, of which each answer is searched for what none may contain. */
function watched(app: Api, marks: readonly string[], leaks: string[]): Api {
  const fetch: Api['fetch'] = async (request, ...rest) => {
    const response = await app.fetch(request, ...rest);
    const text = await response.clone().text();
    if (marks.some((mark) => text.includes(mark))) leaks.push(`${request.method} ${request.url}`);
    return response;
  };
  return Object.assign(Object.create(app) as Api, { fetch });
}

async function keyOf(
  caller: string,
  workspace: WorkspaceId,
  { api, issuer }: { api: TestApi; issuer: TestIssuer },
): Promise<string> {
  if (caller === 'platform') return api.adminKey;
  if (caller === 'oidc:platform') return await issuer.token({ roles: ['sync-admin'], exp: inADay() });
  const [kind, role] = caller.split(':') as [string, string?];
  if (kind !== 'oidc') return await api.key(workspace, kind as Role);
  return await issuer.token({ workspaces: [`${workspace}:${role}`], exp: inADay() });
}

const inADay = () => Math.floor(Date.now() / 1000) + 86_400;

it.each(callers)(
  'no request that can be made from the document breaks the API or its document: %s',
  async (caller) => {
    const issuer = await new TestIssuer().start();
    onTestFinished(() => issuer.stop());
    const api = await startTestApi({ oidc: issuer.oidc });
    onTestFinished(() => api.stop());
    const neighbour = await seedWorkspace(api.db, ofNeighbour);
    const leaks: string[] = [];
    const server = await listen(watched(api.app, [ofNeighbour, neighbour], leaks), {
      host: '127.0.0.1',
      port: 0,
    });
    onTestFinished(() => server.close(1_000));
    const folder = await mkdtemp(join(tmpdir(), 'payment-sync-fuzz-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [workspace, doomed] = [await api.workspace(), await api.workspace()];
    await api.connect(workspace);
    const key = await keyOf(caller, workspace, { api, issuer });
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
    // The platform may see every workspace.
    if (!caller.endsWith('platform')) expect(leaks).toEqual([]);
  },
);
