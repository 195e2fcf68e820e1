import type { Command } from 'commander';
import type { Client, components } from '../client/client.ts';
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
  readonly provider: Provider;
  /** `params.path` of a workspace's requests. */
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
  const { workspace, provider = 'stripe' } = command.optsWithGlobals<WorkspaceFlags>();
  const workspaceId = await workspaceOf(context, workspace);
  return { ...context, workspaceId, provider, path: { workspace_id: workspaceId, provider } };
}
