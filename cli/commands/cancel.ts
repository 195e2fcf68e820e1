import type { Command } from 'commander';
import { command } from '../command.ts';
import { connectionContextOf, type ConnectionContext } from '../context.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';

/** `wps cancel`: of the named session, or of the one that runs. */
export function cancelCommand(program: Command): void {
  command(
    program,
    'cancel [session]',
    'cancel a sync: its rows stay, and the next one continues from there',
    ['cancel --workspace Acme', 'cancel 0199…'],
  ).action(async (session: string | undefined, _flags, self: Command) => {
    const context = await connectionContextOf(self);
    const id = session ?? (await activeSession(context));
    const cancelled = await cancel(context, id);
    context.out.one(cancelled, `${id} is cancelled. The next sync continues from there.`);
  });
}

export const cancel = async ({ client, path }: ConnectionContext, id: string) =>
  await client.post('/api/v1/workspaces/{workspace_id}/sync/sessions/{id}/cancel', {
    params: { path: { ...path, id } },
  });

async function activeSession({ client, path }: ConnectionContext): Promise<string> {
  const { session } = await client.get('/api/v1/workspaces/{workspace_id}/sync/{provider}/status', {
    params: { path },
  });
  if (session === null) throw new CommandError(exitCodes.notFound, 'not_found', 'No sync runs or waits.');
  return session.session_id;
}
