import { Option, type Command } from 'commander';
import { command } from '../command.ts';
import { contextOf, workspaceContextOf, type Schema } from '../context.ts';
import type { Column } from '../output/table.ts';
import { counted, duration, moment } from '../output/text.ts';

type Bucket = Schema['AnalyticsBucket'];

const counts = (value: number | null | undefined) => (value == null ? undefined : counted(value));
const time = (seconds: number | null | undefined) => (seconds == null ? undefined : duration(seconds));

const columns: Column<Bucket>[] = [
  { title: 'FROM', value: ({ start }) => moment(start) },
  { title: 'SYNCS', value: ({ syncs }) => counted(syncs) },
  { title: 'FAILED', value: ({ failed }) => counted(failed) },
  { title: 'MEDIAN', value: ({ seconds }) => time(seconds.median) },
  { title: 'P95', value: ({ seconds }) => time(seconds.p95) },
  { title: 'WRITTEN', value: ({ rows }) => counts(rows?.written) },
  { title: 'REQUESTS', value: ({ requests }) => counts(requests) },
  { title: 'WEBHOOK LAG P95', value: ({ webhook_lag_seconds: lag }) => time(lag?.p95) },
];

interface Flags {
  readonly all?: true;
  readonly from?: string;
  readonly to?: string;
  readonly bucket: 'hour' | 'day';
}

export function analyticsCommand(program: Command): void {
  command(program, 'analytics', 'syncs, durations, rows and requests by day or hour', [
    'analytics --workspace Acme',
    'analytics --all --bucket hour --json',
  ])
    .option('--all', 'of all workspaces; with the key of the platform')
    .option('--from <time>', 'such as 2026-11-01T00:00:00Z; default: a week ago, or a day if by hours')
    .option('--to <time>', 'default: now')
    .addOption(new Option('--bucket <length>', 'in UTC').choices(['day', 'hour']).default('day'))
    .action(async ({ all, ...query }: Flags, self: Command) => {
      const { out, buckets } = all === true ? await ofAll(self, query) : await ofWorkspace(self, query);
      await out.list(buckets, columns, 'No figures.');
    });
}

async function ofAll(self: Command, query: Omit<Flags, 'all'>) {
  const { client, out } = await contextOf(self);
  return { out, buckets: (await client.get('/api/v1/analytics', { params: { query } })).buckets };
}

async function ofWorkspace(self: Command, query: Omit<Flags, 'all'>) {
  const { client, out, path } = await workspaceContextOf(self);
  const found = await client.get('/api/v1/workspaces/{workspace_id}/analytics', { params: { path, query } });
  return { out, buckets: found.buckets };
}
