import type { Command } from 'commander';
import { Option } from 'commander';
import { command, group } from '../command.ts';
import { workspaceContextOf, type Schema } from '../context.ts';
import type { Column } from '../output/table.ts';
import { moment } from '../output/text.ts';
import { secondsOf } from '../settings/seconds.ts';

type Key = Schema['ApiKey'];

const at = '/api/v1/workspaces/{workspace_id}/api-keys';

const stateOf = ({ revoked_at, expires_at }: Key): string => {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= Date.now() ? 'expired' : 'valid';
};

const columns: Column<Key>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'ROLE', value: ({ role }) => role },
  { title: 'ENDS WITH', value: ({ hint }) => hint },
  { title: 'STATE', value: stateOf },
  { title: 'LAST USED', value: ({ last_used_at }) => moment(last_used_at) },
  { title: 'EXPIRES', value: ({ expires_at }) => moment(expires_at) },
];

export function keyCommands(program: Command): void {
  const keys = group(program, 'keys', 'API keys of a workspace');

  command(keys, 'list', 'all keys, the newest first', ['keys --workspace Acme'], { isDefault: true }).action(
    async (_flags, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const found = client.each(at, 'api_keys', { params: { path, query: { limit: 100 } } });
      await out.list(found, columns, 'This workspace has no key.');
    },
  );

  command(keys, 'create <name>', 'a new key: it is shown once', [
    'keys create dashboard --role viewer --workspace Acme',
    'keys create ci --role operator --expires-in 30d > key',
  ])
    .addOption(
      new Option('--role <role>', 'viewer reads, operator also syncs, owner also configures')
        .choices(['viewer', 'operator', 'owner'])
        .default('viewer'),
    )
    .option('--expires-in <time>', 'as 12h or 30d; default: it does not expire')
    .action(async (name: string, flags: { role: Key['role']; expiresIn?: string }, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const { expiresIn, role } = flags;
      const expires_at =
        expiresIn === undefined
          ? null
          : new Date(Date.now() + secondsOf(expiresIn, '--expires-in') * 1000).toISOString();
      const key = await client.post(at, { params: { path }, body: { name, role, expires_at } });
      out.one(key, key.key);
      out.say(`This is the key of ${key.id} (${key.role}). It is not stored, and not shown again.`);
    });

  command(keys, 'revoke <id>', 'end a key at once', ['keys revoke 0199…']).action(
    async (id: string, _flags, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      await client.delete(`${at}/{id}`, { params: { path: { ...path, id } } });
      out.one({ id, revoked: true }, `${id} is revoked.`);
    },
  );
}
