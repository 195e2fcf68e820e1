import type { Api } from '../../src/api/route.ts';
import { stripeEntityTypes } from '../../src/providers/stripe/stripe-entities.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import type { Role } from '../../src/domain/role.ts';
import type { TestIssuer } from '../support/oidc/test-issuer.ts';
import { connectAccount } from '../support/connect-account.ts';
import { seedRows, seedWorkspace } from '../support/seed.ts';
import type { TestApi } from '../support/api.ts';
import { externalIds, idsIn } from './known-ids.ts';

/** In each text of another workspace that can be read. It is one that every column takes. */
const ofNeighbour = 'of-the-neighbour';

export interface FuzzedApi {
  /** It searches each of its answers for what none may contain. */
  readonly app: Api;
  readonly workspace: WorkspaceId;
  /** What schemathesis has to know. */
  readonly config: string;
  /** Requests whose answers named the other workspace. */
  readonly leaks: readonly string[];
}

/** A workspace that is connected and has rows of every kind, beside another one. */
export async function prepareFuzzedApi(api: TestApi): Promise<FuzzedApi> {
  const neighbour = await seedWorkspace(api.db, ofNeighbour);
  const [workspace, doomed] = [await api.workspace(), await api.workspace()];
  const apiKey = 'sk_test_of_the_fuzzed';
  const { id } = api.simulator.createAccount({ keys: [apiKey], limits: 'off' });
  const connect = () => connectAccount(api, workspace, { id, apiKey });
  await connect();
  await api.db.inWorkspace(workspace, async (ws) => {
    const connection = await ws.paymentConfigs.get('stripe');
    // A time zone too, so that each text may be the mark.
    await seedRows(ws, connection!.id, 'UTC', stripeEntityTypes);
  });
  const leaks: string[] = [];
  const fetch: Api['fetch'] = async (request, ...rest) => {
    const response = await api.app.fetch(request, ...rest);
    const text = await response.clone().text();
    if ([ofNeighbour, neighbour].some((mark) => text.includes(mark)))
      leaks.push(`${request.method} ${request.url}`);
    const disconnected = request.method === 'DELETE' && request.url.endsWith('/payment-providers/stripe');
    // So that the rest of the requests still find something.
    if (disconnected && response.ok) await connect();
    return response;
  };
  const ids = [...(await idsIn(api, workspace)), ...(await idsIn(api, neighbour)), 'evt_1'];
  return {
    app: Object.assign(Object.create(api.app) as Api, { fetch }),
    workspace,
    config: configOf(workspace, doomed, ids),
    leaks,
  };
}

/** Requests are about a workspace that exists, mostly about objects of it or of another; nothing waits, and no stream is read for ever. */
const configOf = (workspace: WorkspaceId, doomed: WorkspaceId, ids: readonly string[]) => `
[dictionaries.ids]
values = ${JSON.stringify(ids)}

[dictionaries.external]
values = ${JSON.stringify(externalIds)}

[parameters]
"path.workspace_id" = "${workspace}"
"path.provider" = "stripe"
"path.id" = { dictionary = "ids", probability = 0.7 }
"path.delivery_id" = { dictionary = "ids", probability = 0.7 }
"path.external_id" = { dictionary = "external", probability = 0.7 }

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

/** The header of a caller, as openapi.fuzz.ts names them. */
export async function keyOf(
  caller: string,
  workspace: WorkspaceId,
  { api, issuer }: { api: TestApi; issuer: TestIssuer },
): Promise<string | null> {
  if (caller === 'none') return null;
  if (caller === 'platform') return api.adminKey;
  const exp = Math.floor(Date.now() / 1000) + 86_400;
  if (caller === 'oidc:platform') return await issuer.token({ roles: ['sync-admin'], exp });
  const [kind, role] = caller.split(':') as [string, string?];
  if (kind !== 'oidc') return await api.key(workspace, kind as Role);
  return await issuer.token({ workspaces: [`${workspace}:${role}`], exp });
}
