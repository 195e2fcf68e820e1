import type { Command } from 'commander';
import { command, group } from '../command.ts';
import { connectionContextOf, type Schema, type ConnectionContext } from '../context.ts';
import { usage } from '../exit-codes.ts';
import { moment } from '../output/text.ts';
import { secondsOf } from '../settings/seconds.ts';

type Schedule = Schema['Schedule'];
type Put = Schema['PutSchedule'];

const at = '/api/v1/workspaces/{workspace_id}/sync/{provider}/schedule';

function text({
  session_type,
  cron,
  every_seconds,
  time_zone,
  paused,
  next_runs,
  last_run,
}: Schedule): string {
  const when = cron === null ? `every ${every_seconds} s` : `${cron} (${time_zone})`;
  const next = next_runs === null ? 'not known: Temporal cannot be reached' : moment(next_runs[0]);
  return [
    `${session_type}, ${when}${paused ? ', paused' : ''}`,
    `Next: ${next}`,
    ...(last_run === null
      ? []
      : [`Last: ${moment(last_run.at)}, ${last_run.outcome} ${last_run.reason ?? ''}`.trimEnd()]),
  ].join('\n');
}

interface SetFlags {
  readonly every?: string;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly full?: true;
}

/** The flags as the API takes them. */
function bodyOf({ every, cron, timeZone, full }: SetFlags): Put {
  if ((every === undefined) === (cron === undefined)) throw usage('Give --every or --cron, and not both.');
  return {
    session_type: full === true ? 'initial_sync' : 'incremental_sync',
    ...(cron !== undefined && { cron }),
    ...(every !== undefined && { every_seconds: secondsOf(every, '--every') }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
  };
}

const put = async ({ client, path }: ConnectionContext, body: Put): Promise<Schedule> =>
  await client.put(at, { params: { path }, body });

export function scheduleCommands(program: Command): void {
  const schedule = group(program, 'schedule', 'syncs by the clock');

  command(schedule, 'show', 'the schedule and its next run', ['schedule --workspace Acme'], {
    isDefault: true,
  }).action(async (_flags, self: Command) => {
    const { client, out, path } = await connectionContextOf(self);
    const found = await client.get(at, { params: { path } });
    out.one(found, text(found));
  });

  command(schedule, 'set', 'make or replace the schedule', [
    'schedule set --every 1h --workspace Acme',
    'schedule set --cron "0 3 * * *" --time-zone Europe/Berlin --full',
  ])
    .option('--every <time>', 'as 15m or 1h')
    .option('--cron <fields>', 'five fields: minute hour day month weekday')
    .option('--time-zone <name>', 'of --cron; default: UTC')
    .option('--full', 'full syncs; default: incremental ones')
    .action(async (flags: SetFlags, self: Command) => {
      const context = await connectionContextOf(self);
      const made = await put(context, bodyOf(flags));
      context.out.one(made, text(made));
    });

  for (const [name, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    command(schedule, name, paused ? 'no syncs until it is resumed' : 'go on with it', [
      `schedule ${name} --workspace Acme`,
    ]).action(async (_flags, self: Command) => {
      const context = await connectionContextOf(self);
      const { cron, every_seconds, session_type, jitter_seconds, time_zone, entity_types } =
        await context.client.get(at, { params: { path: context.path } });
      const made = await put(context, {
        session_type,
        jitter_seconds,
        time_zone,
        ...(entity_types !== null && { entity_types }),
        paused,
        ...(cron === null ? { every_seconds: every_seconds ?? 0 } : { cron }),
      });
      context.out.one(made, text(made));
    });
  }

  command(schedule, 'remove', 'no more syncs by the clock', ['schedule remove --workspace Acme']).action(
    async (_flags, self: Command) => {
      const { client, out, path } = await connectionContextOf(self);
      await client.delete(at, { params: { path } });
      out.one({ removed: true }, 'There is no schedule any more.');
    },
  );
}
