import { Option, type Command } from 'commander';
import { command } from '../command.ts';
import { workspaceContextOf, type Schema } from '../context.ts';
import { first } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { moment } from '../output/text.ts';
import { positive } from './status.ts';

type Entry = Schema['TimelineEntry'];

const kinds = ['sync', 'webhooks', 'change'] as const satisfies readonly Entry['kind'][];

const columns: Column<Entry>[] = [
  { title: 'WHEN', value: ({ at }) => moment(at) },
  { title: 'WHAT', value: ({ text }) => text },
  { title: 'WHO', value: ({ actor }) => actor },
];

export function timelineCommand(program: Command): void {
  command(program, 'timeline', 'syncs, webhooks and changes in one list, the newest first', [
    'timeline --workspace Acme',
    'timeline --kind change --limit 200 --jsonl',
  ])
    .addOption(new Option('--kind <kind...>', 'only these').choices(kinds))
    .option('--limit <n>', 'at most so many', positive, 30)
    .action(async ({ limit, kind }: { limit: number; kind?: Entry['kind'][] }, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const params = { path, query: { limit: Math.min(limit, 100), ...(kind && { kind }) } };
      const found = client.each('/api/v1/workspaces/{workspace_id}/timeline', 'entries', { params });
      await out.list(first(found, limit), columns, 'Nothing has happened yet.');
    });
}
