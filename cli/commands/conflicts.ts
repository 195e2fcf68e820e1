import { Option, type Command } from 'commander';
import { command, group } from '../command.ts';
import { workspaceContextOf, type Schema } from '../context.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import type { Column } from '../output/table.ts';
import { harmless, moment } from '../output/text.ts';

type Conflict = Schema['Conflict'];

const at = '/api/v1/workspaces/{workspace_id}/conflicts';

const columns: Column<Conflict>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'ENTITY', value: ({ entity_type }) => entity_type },
  { title: 'OBJECT', value: ({ external_id }) => external_id },
  {
    title: 'DIFFERS IN',
    value: ({ differences, deleted_locally }) =>
      [...(deleted_locally ? ['deleted here'] : []), ...differences.map(({ column }) => column)].join(', '),
  },
  { title: 'SINCE', value: ({ updated_at }) => moment(updated_at) },
];

export function conflictCommands(program: Command): void {
  const conflicts = group(program, 'conflicts', 'rows that changed here and at the provider');

  command(conflicts, 'list', 'those that wait for a decision', ['conflicts --workspace Acme'], {
    isDefault: true,
  }).action(async (_flags, self: Command) => {
    const { client, out, path } = await workspaceContextOf(self);
    const found = client.each(at, 'conflicts', { params: { path, query: { limit: 100 } } });
    await out.list(found, columns, 'No row waits for a decision.');
  });

  command(conflicts, 'show <id>', 'both versions, column by column', ['conflicts show 0199…']).action(
    async (id: string, _flags, self: Command) => {
      const context = await workspaceContextOf(self);
      const conflict = await find(context, id);
      const lines = conflict.differences.map(
        ({ column, local, provider }) =>
          `  ${column}: local ${harmless(JSON.stringify(local))}, provider ${harmless(JSON.stringify(provider))}`,
      );
      context.out.one(conflict, [`${conflict.entity_type} ${conflict.external_id}`, ...lines].join('\n'));
    },
  );

  command(conflicts, 'resolve <id>', 'decide which version is kept', [
    'conflicts resolve 0199… --keep provider',
  ])
    .addOption(
      new Option('--keep <side>', 'whose version').choices(['local', 'provider']).makeOptionMandatory(),
    )
    .action(async (id: string, { keep }: { keep: 'local' | 'provider' }, self: Command) => {
      const context = await workspaceContextOf(self);
      const { entity_type, version } = await find(context, id);
      const resolved = await context.client.post(`${at}/{id}/resolve`, {
        params: { path: { ...context.path, id } },
        body: { entity_type, keep, version },
      });
      context.out.one(resolved, `The ${keep} version of ${resolved.external_id} is kept.`);
    });
}

/** A decision names the version that was seen, so the conflict is read first. */
async function find(
  { client, path }: Awaited<ReturnType<typeof workspaceContextOf>>,
  id: string,
): Promise<Conflict> {
  const params = { path, query: { limit: 100 } };
  for await (const conflict of client.each(at, 'conflicts', { params }))
    if (conflict.id === id) return conflict;
  throw new CommandError(
    exitCodes.notFound,
    'not_found',
    `No conflict ${id} waits for a decision.`,
    'See: wps conflicts',
  );
}
