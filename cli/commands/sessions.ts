import type { Command } from 'commander';
import { command, group } from '../command.ts';
import { workspaceContextOf, type Schema } from '../context.ts';
import { first } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { counted, duration, harmless, moment } from '../output/text.ts';
import { positive } from './status.ts';

type Session = Schema['Session'];

const seconds = ({ started_at, completed_at }: Session): number | undefined =>
  started_at === null || completed_at === null
    ? undefined
    : (Date.parse(completed_at) - Date.parse(started_at)) / 1000;

const took = (session: Session): string | undefined => {
  const value = seconds(session);
  return value === undefined ? undefined : duration(value);
};

const columns: Column<Session>[] = [
  { title: 'ID', value: ({ session_id }) => session_id },
  { title: 'TYPE', value: ({ session_type }) => session_type },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'CREATED', value: ({ created_at }) => moment(created_at) },
  { title: 'TOOK', value: took },
  { title: 'PROBLEM', value: ({ error_summary }) => error_summary?.['message'] as string | undefined },
];

const at = '/api/v1/workspaces/{workspace_id}/sync/sessions';

export function sessionCommands(program: Command): void {
  const sessions = group(program, 'sessions', 'syncs that ran, run or wait');

  command(
    sessions,
    'list',
    'the newest first',
    ['sessions --workspace Acme', 'sessions list --status failed --limit 5'],
    { isDefault: true },
  )
    .option('--status <status>', 'pending, running, completed, failed or cancelled')
    .option('--limit <n>', 'at most so many', positive, 20)
    .action(async ({ status, limit }: { status?: Session['status']; limit: number }, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const query = { limit: Math.min(limit, 100), ...(status && { status }) };
      const found = client.each(at, 'sessions', { params: { path, query } });
      await out.list(first(found, limit), columns, 'No sync ran yet. Start one: wps sync');
    });

  command(sessions, 'show <session>', 'one sync, entity by entity', ['sessions show 0199…']).action(
    async (id: string, _flags, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const session = await client.get(`${at}/{id}`, { params: { path: { ...path, id } } });
      out.one(session, detail(session));
    },
  );
}

function detail(session: Schema['LiveSession']): string {
  const { status, session_type, figures, workflow, error_summary } = session;
  const time = took(session);
  const entities = Object.entries(figures.entities).map(
    ([name, { state, done, written }]) =>
      `  ${name}: ${state}, ${counted(done)} listed, ${counted(written)} written`,
  );
  const problem = error_summary?.['message'];
  return [
    `${session_type} ${status}${time === undefined ? '' : ` in ${time}`}`,
    ...entities,
    ...(typeof problem === 'string' ? [`Problem: ${harmless(problem)}`] : []),
    ...(figures.waiting ? [`Waits: ${harmless(figures.waiting.reason)}`] : []),
    ...(workflow.url === null ? [] : [`Temporal: ${workflow.url}`]),
  ].join('\n');
}
