import type { Command } from 'commander';
import type { Client, components } from '../client/client.ts';
import { usage } from './exit-codes.ts';
import { Output } from './output/output.ts';
import { connectionOf, formatOf, type Connection, type GlobalFlags } from './settings/settings.ts';
import { workspaceOf } from './settings/workspace.ts';

export type Schema = components['schemas'];
export type Provider = Schema['Session']['provider'];

/** What a command works with. */
export interface Context extends Connection {
  readonly client: Client;
  readonly out: Output;
}

export interface WorkspaceContext extends Context {
  readonly workspaceId: string;
  /** `params.path` of a workspace's requests. */
  readonly path: { readonly workspace_id: string };
}

/** With the provider whose connection the command is about. */
export interface ConnectionContext extends WorkspaceContext {
  readonly provider: Provider;
  readonly path: { readonly workspace_id: string; readonly provider: Provider };
}

interface WorkspaceFlags extends GlobalFlags {
  readonly workspace?: string;
  readonly provider?: Provider;
}

export const outputOf = (command: Command): Output =>
  new Output(formatOf(command.optsWithGlobals<GlobalFlags>()));

export async function contextOf(command: Command): Promise<Context> {
  const out = outputOf(command);
  return { ...(await connectionOf(command.optsWithGlobals<GlobalFlags>())), out };
}

export async function workspaceContextOf(command: Command, known?: Context): Promise<WorkspaceContext> {
  const context = known ?? (await contextOf(command));
  const workspaceId = await workspaceOf(context, command.optsWithGlobals<WorkspaceFlags>().workspace);
  return { ...context, workspaceId, path: { workspace_id: workspaceId } };
}

export async function connectionContextOf(command: Command, known?: Context): Promise<ConnectionContext> {
  const context = await workspaceContextOf(command, known);
  const provider = command.optsWithGlobals<WorkspaceFlags>().provider ?? (await onlyProviderOf(context));
  return { ...context, provider, path: { ...context.path, provider } };
}

/** The one that is connected; stripe if none is. Throws a usage error if there are several. */
async function onlyProviderOf({ client, path }: WorkspaceContext): Promise<Provider> {
  const at = '/api/v1/workspaces/{workspace_id}/payment-providers';
  const { providers } = await client.get(at, { params: { path } });
  const active = providers.filter(({ is_active: isActive }) => isActive);
  const [one, ...others] = (active.length > 0 ? active : providers).map(({ provider }) => provider);
  if (others.length === 0) return one ?? 'stripe';
  throw usage(`The workspace has several connections: ${[one, ...others].join(', ')}.`, 'Give --provider.');
}
