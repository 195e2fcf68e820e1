import type { Command } from 'commander';
import { command, group } from '../command.ts';
import { contextOf, type Schema } from '../context.ts';
import { usage } from '../exit-codes.ts';
import type { Column } from '../output/table.ts';
import { moment } from '../output/text.ts';
import { ask } from '../settings/ask.ts';
import { workspaceOf } from '../settings/workspace.ts';

const one = '/api/v1/workspaces/{workspace_id}';

const columns: Column<Schema['Workspace']>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'CREATED', value: ({ created_at }) => moment(created_at) },
];

export function workspaceCommands(program: Command): void {
  const workspaces = group(program, 'workspaces', 'make, list and delete workspaces');

  command(workspaces, 'list', 'all workspaces, the oldest first', ['workspaces', 'workspaces list --jsonl'], {
    isDefault: true,
  }).action(async (_flags, self: Command) => {
    const { client, out } = await contextOf(self);
    const params = { query: { limit: 100 } };
    await out.list(
      client.each('/api/v1/workspaces', 'workspaces', { params }),
      columns,
      'There is no workspace yet.',
    );
  });
  command(workspaces, 'create <name>', 'a new workspace', ['workspaces create "Acme Inc."']).action(
    async (name: string, _flags, self: Command) => {
      const { client, out } = await contextOf(self);
      const made = await client.post('/api/v1/workspaces', { body: { name } });
      out.one(made, made.id);
      out.say(`Made. Connect its account: wps connect --workspace ${made.id}`);
    },
  );

  command(
    workspaces,
    'delete <workspace>',
    'delete a workspace: its keys end, its accounts are disconnected, its rows stay',
    ['workspaces delete Acme', 'workspaces delete Acme --confirm Acme'],
  )
    .option('--confirm <name>', 'the workspace’s name, in place of the question')
    .action(async (wanted: string, { confirm }: { confirm?: string }, self: Command) => {
      const context = await contextOf(self);
      const params = { path: { workspace_id: await workspaceOf(context, wanted) } };
      const { id, name } = await context.client.get(one, { params });
      const typed = confirm ?? (await ask(`To delete it, type the workspace's name (${name}):`, '--confirm'));
      if (typed !== name) throw usage(`Nothing was deleted: ${JSON.stringify(typed)} is not its name.`);
      await context.client.delete(one, { params });
      context.out.one({ id, name, deleted: true }, `${name} is deleted.`);
    });
}
