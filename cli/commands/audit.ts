import type { Command } from 'commander';
import { command } from '../command.ts';
import { workspaceContextOf, type Schema } from '../context.ts';
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

export function auditCommands(program: Command): void {
  command(program, 'audit', 'every change of configuration, the newest first', [
    'audit --workspace Acme',
    'audit --limit 500 --jsonl',
  ])
    .option('--limit <n>', 'at most so many', positive, 50)
    .action(async ({ limit }: { limit: number }, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const params = { path, query: { limit: Math.min(limit, 100) } };
      const found = client.each('/api/v1/workspaces/{workspace_id}/audit-log', 'entries', { params });
      await out.list(first(found, limit), columns, 'Nothing was configured yet.');
    });
}
