import type { Command } from 'commander';
import { command } from '../command.ts';
import { connectionContextOf, type Schema, type ConnectionContext } from '../context.ts';
import { usage } from '../exit-codes.ts';
import { follow } from '../sync/follow.ts';

type Entity = Schema['Session']['entity_types'][number];

interface Flags {
  readonly full?: true;
  readonly entities?: readonly Entity[];
  readonly queue?: true;
  readonly session?: string;
  readonly detach?: true;
}

/** `wps sync`: starts a sync, or takes up one that runs, and shows it to its end. */
export function syncCommand(program: Command): void {
  command(program, 'sync', 'start a sync, or follow one, and show its progress', [
    'sync --workspace Acme',
    'sync --full --entities customers prices',
    'sync --session 0199…',
    'sync --queue --jsonl',
    'sync --detach',
  ])
    .option('--full', 'list every object; default: what changed since the last sync, everything at the first')
    .option('--entities <name...>', 'only these')
    .option('--queue', 'if another sync runs: wait behind it; default: exit with 6')
    .option('--session <id>', 'start nothing: follow this one')
    .option('--detach', 'print the session’s id, and do not wait')
    .action(async (flags: Flags, self: Command) => {
      const { session, detach } = flags;
      if (session !== undefined && (flags.full ?? flags.entities ?? flags.queue ?? detach) !== undefined)
        throw usage('--session follows a sync that was started: it goes with none of the other flags.');
      const context = await connectionContextOf(self);
      if (session !== undefined) return await follow(context, session);
      const started = await start(context, flags);
      if (detach === true) return context.out.one(started, started.session_id);
      await follow(context, started.session_id);
    });
}

async function start({ client, path }: ConnectionContext, { full, entities, queue }: Flags) {
  const mode = full === true ? 'initial' : 'incremental';
  return await client.post(`/api/v1/workspaces/{workspace_id}/sync/{provider}/${mode}`, {
    params: { path },
    body: {
      ...(entities && { entity_types: [...entities] }),
      ...(queue === true && { when_busy: 'queue' as const }),
    },
  });
}
