import type { Command } from 'commander';
import { command } from '../command.ts';
import { contextOf, workspaceContextOf, type Schema } from '../context.ts';
import { usage } from '../exit-codes.ts';
import { first } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { moment } from '../output/text.ts';
import { positive } from './status.ts';

const columns: Column<Schema['AuditEntry']>[] = [
  { title: 'WHEN', value: ({ created_at }) => moment(created_at) },
  { title: 'WHO', value: ({ actor }) => actor },
  { title: 'WHAT', value: ({ action }) => action },
  { title: 'ON', value: ({ target }) => target },
  { title: 'FROM', value: ({ remote_address }) => remote_address },
];

const columnsOfAll: Column<Schema['AnyAuditEntry']>[] = [
  ...columns,
  { title: 'WORKSPACE', value: ({ workspace_id }) => workspace_id ?? 'the platform' },
];

interface Flags {
  readonly all?: true;
  readonly limit: number;
  readonly actor?: string;
  readonly action?: string;
  readonly since?: string;
}

export function auditCommands(program: Command): void {
  command(program, 'audit', 'every change of configuration, the newest first', [
    'audit --workspace Acme',
    'audit --limit 500 --jsonl',
    'audit --all --action workspace.deleted --since 2026-11-01T00:00:00Z',
  ])
    .option('--limit <n>', 'at most so many', positive, 50)
    .option('--all', 'of all workspaces and of the platform itself; with the key of the platform')
    .option('--actor <who>', 'only what this key or user did, as WHO shows it; with --all')
    .option('--action <what>', 'only this, as WHAT shows it; with --all')
    .option('--since <time>', 'such as 2026-11-01T00:00:00Z; with --all')
    .action(async ({ all, limit, ...filter }: Flags, self: Command) => {
      const pageSize = Math.min(limit, 100);
      if (all === true) {
        const { client, out } = await contextOf(self);
        const params = { query: { ...filter, limit: pageSize } };
        const found = client.each('/api/v1/audit-log', 'entries', { params });
        await out.list(first(found, limit), columnsOfAll, 'Nothing was configured yet.');
        return;
      }
      const [only] = Object.keys(filter);
      if (only !== undefined) throw usage(`--${only} needs --all.`);
      const { client, out, path } = await workspaceContextOf(self);
      const params = { path, query: { limit: pageSize } };
      const found = client.each('/api/v1/workspaces/{workspace_id}/audit-log', 'entries', { params });
      await out.list(first(found, limit), columns, 'Nothing was configured yet.');
    });
}
