import { randomUUID } from 'node:crypto';
import type { AccountSpec } from '../simulator/stripe/account/account-spec.ts';
import type { WorkspaceId } from '../src/domain/ids.ts';
import type { OurService } from './our-service.ts';
import type { Stage } from './stage.ts';

export interface ConnectedAccount {
  readonly workspaceId: WorkspaceId;
  readonly accountId: string;
}

/** A new account at the simulator with a workspace that is connected to it; without limits unless the spec has some. */
export async function connectAccount(
  stage: Stage,
  service: OurService,
  spec: AccountSpec,
): Promise<ConnectedAccount> {
  const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
  const id = `acct_${randomUUID().slice(0, 8)}`;
  const account = await stage.simulator.createAccount({ limits: 'off', ...spec, id, keys: [apiKey] });
  const workspaceId = await service.connect(account, apiKey);
  await stage.simulator.forgetRequests(id);
  return { workspaceId, accountId: id };
}
