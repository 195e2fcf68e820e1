import type { Command } from 'commander';
import { command } from '../command.ts';
import {
  contextOf,
  connectionContextOf,
  type Context,
  type Schema,
  type ConnectionContext,
} from '../context.ts';
import { exitCodes, usage, type ExitCode } from '../exit-codes.ts';
import { first } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { counted, harmless, moment, paint } from '../output/text.ts';
import { namedWorkspace } from '../settings/workspace.ts';

type State = Schema['ConnectionStatus']['state'];
type Entry = Schema['Overview']['connections'][number];

/** What --check makes of each state. */
const checked: Record<State, ExitCode> = {
  current: exitCodes.done,
  syncing: exitCodes.done,
  paused: exitCodes.done,
  disconnected: exitCodes.done,
  never_synced: exitCodes.partial,
  late: exitCodes.partial,
  stale: exitCodes.partial,
  incomplete: exitCodes.partial,
  failed: exitCodes.failed,
  action_required: exitCodes.failed,
};

const styles: Partial<Record<State, Parameters<typeof paint>[0]>> = {
  current: 'green',
  syncing: 'cyan',
  late: 'yellow',
  stale: 'yellow',
  incomplete: 'yellow',
  failed: 'red',
  action_required: 'red',
};

const columns: Column<Entry>[] = [
  { title: 'STATE', value: ({ state }) => state },
  { title: 'WORKSPACE', value: ({ workspace_name }) => workspace_name },
  { title: 'ID', value: ({ workspace_id }) => workspace_id },
  { title: 'COMPLETE', value: ({ complete_at }) => moment(complete_at) },
  { title: 'WHY', value: ({ reasons, problem }) => problem?.code ?? reasons.join(', ') },
];

interface Flags {
  readonly all?: true;
  readonly state?: readonly State[];
  readonly search?: string;
  readonly limit: number;
  readonly check?: true;
}

/** The value of `--limit`. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw usage(`--limit is a whole number from 1, and not ${text}.`);
  return value;
};

/** `wps status`: of one workspace the sentence, of all the worst first. */
export function statusCommand(program: Command): void {
  command(program, 'status', 'whether copies are complete and up to date, as of when, and what to do', [
    'status',
    'status --workspace Acme',
    'status --state failed --state stale --jsonl',
    'status --workspace Acme --check || echo "look at it"',
  ])
    .option('--all', 'all workspaces, also if one is named by WPS_WORKSPACE')
    .option('--state <state...>', 'of all: only these states')
    .option('--search <text>', 'of all: a part of the name, or the beginning of the id')
    .option('--limit <n>', 'of all: at most so many', positive, 50)
    .option('--check', 'of one: exit with 1 if it failed or needs you, with 3 if it is late or incomplete')
    .action(async (flags: Flags, self: Command) => {
      const { workspace } = self.optsWithGlobals<{ workspace?: string }>();
      const context = await contextOf(self);
      const named = namedWorkspace(context.apiKey, workspace);
      if (named === undefined || flags.all === true) await showAll(context, flags);
      else await showOne(await connectionContextOf(self, context), flags);
    });
}

async function showOne({ client, out, path }: ConnectionContext, { check }: Flags): Promise<void> {
  const status = await client.get('/api/v1/workspaces/{workspace_id}/sync/{provider}/status', {
    params: { path },
  });
  const state = paint(styles[status.state] ?? 'bold', status.state);
  out.one(status, `${state}  ${harmless(status.sentence)}`);
  if (check === true) process.exitCode = checked[status.state];
}

async function showAll({ client, out }: Context, { state, search, limit, check }: Flags): Promise<void> {
  if (check === true) throw usage('--check is for one workspace.', 'Give --workspace.');
  const query = { ...(state && { state: [...state] }), ...(search !== undefined && { search }) };
  const params = { query: { ...query, limit: Math.min(limit, 100) } };
  let summary: Schema['Overview'] | undefined;
  async function* entries(): AsyncGenerator<Entry, void> {
    for await (const page of client.pages('/api/v1/overview', { params })) {
      summary ??= page;
      yield* page.connections;
    }
  }
  await out.list(first(entries(), limit), columns, 'No connection is in this state, or there is none.');
  if (summary === undefined) return;
  const counts = Object.entries(summary.counts).filter(([, count]) => count > 0);
  if (counts.length > 0)
    out.say(`\n${counts.map(([name, count]) => `${counted(count)} ${name}`).join(', ')}`);
  for (const { code, message, connections } of summary.errors)
    out.say(`${counted(connections)} failed with ${code}: ${harmless(message)}`);
}
