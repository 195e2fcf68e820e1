import type { Client } from '../../client/client.ts';
import { CommandError, exitCodes, usage } from '../exit-codes.ts';
import { ask } from './ask.ts';
import type { Connection } from './settings.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A workspace's key names its workspace. */
const ofKey = (apiKey: string): string | undefined => {
  const match = /^wps_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_/.exec(apiKey);
  return match === null ? undefined : match.slice(1).join('-');
};

/** What the flag, the environment or the key names, if one does. */
export const namedWorkspace = (apiKey: string, flag: string | undefined): string | undefined =>
  flag ?? (process.env['WPS_WORKSPACE'] || ofKey(apiKey));

/** The workspace's id: of the flag, the environment, or the key. Asks if nothing names it. */
export async function workspaceOf({ client, apiKey }: Connection, flag: string | undefined): Promise<string> {
  const wanted =
    namedWorkspace(apiKey, flag) ??
    (await ask('Workspace (id or name):', '--workspace, or set WPS_WORKSPACE'));
  return uuid.test(wanted) ? wanted : await idOf(client, wanted);
}

async function idOf(client: Client, name: string): Promise<string> {
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  const found: string[] = [];
  const params = { query: { limit: 100 } };
  for await (const workspace of client.each('/api/v1/workspaces', 'workspaces', { params }))
    if (same(workspace.name)) found.push(workspace.id);
  const [id, ...others] = found;
  if (id === undefined) {
    throw new CommandError(
      exitCodes.notFound,
      'not_found',
      `There is no workspace named ${JSON.stringify(name)}.`,
      'See: wps workspaces',
    );
  }
  if (others.length > 0)
    throw usage(
      `${found.length} workspaces are named ${JSON.stringify(name)}: give an id.`,
      found.join(', '),
    );
  return id;
}
