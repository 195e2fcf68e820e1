import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { invalid } from '../../api/api-error.ts';
import { putSchedule, scheduleOf } from '../../api/schemas/schedule.ts';
import { listConnections } from '../../services/connections/list-connections.ts';
import { deleteSchedule } from '../../services/schedules/delete-schedule.ts';
import { readSchedule, type ScheduleWithRuns } from '../../services/schedules/read-schedule.ts';
import { setSchedule } from '../../services/schedules/set-schedule.ts';
import { actionButton, choice, field, submit, tick } from '../components/form.ts';
import { emptyState, facts, section } from '../components/section.ts';
import { ago, lengthInWords } from '../components/time.ts';
import type { Markup, Part } from '../markup.ts';
import { sessionLink, sessionNames } from '../sessions/session-looks.ts';
import { checked } from '../visits/input.ts';
import type { Doors } from '../visits/doors.ts';
import { providerOf } from '../visits/provider.ts';
import { may } from '../visits/visit.ts';

/** When a connection syncs by itself. */
export function scheduleRoutes(doors: Doors, deps: ApiDeps): void {
  doors.workspace('/schedule', 'viewer', async (visit) => {
    const connected = await listConnections(deps, visit.caller);
    const sections: Markup[] = [];
    for (const { row } of connected) {
      const provider = row.providerName;
      const found = await readSchedule(deps, visit.caller, { provider });
      const name = deps.providers[provider].displayName;
      sections.push(presentSection(visit.home, name, found));
      if (may(visit, 'operator') && row.isActive)
        sections.push(changeSection(`${visit.home}/${provider}/schedule`, found));
    }
    return {
      tab: '/schedule',
      title: 'Schedule',
      body:
        sections.length === 0
          ? emptyState(
              'Nothing is connected',
              html`Connect an account first, on the page <a href="${visit.home}">Overview</a>.`,
            )
          : html`<div class="columns even">${sections}</div>`,
    };
  });

  doors.workspaceForm('/:provider/schedule', 'operator', async (visit, form) => {
    const provider = providerOf(visit);
    const minutes = form.optional('every_minutes');
    const body = {
      session_type: form.text('session_type'),
      cron: form.optional('cron'),
      every_seconds: minutes === undefined ? undefined : Math.round(Number(minutes) * 60),
      jitter_seconds: Number(form.text('jitter_seconds')),
      time_zone: form.optional('time_zone'),
      paused: form.has('paused'),
    };
    const wanted = scheduleOf(deps.providers[provider], checked(putSchedule, body, 'Schedule'));
    const answer = await setSchedule(deps, visit.caller, { provider, schedule: wanted });
    if (answer.outcome === 'set')
      return { done: wanted.paused ? 'The schedule is paused.' : 'The schedule is set.' };
    throw invalid([{ in: 'form', field: answer.refusal.field, message: answer.refusal.message }]);
  });

  doors.workspaceForm('/:provider/schedule/delete', 'operator', async (visit) => {
    await deleteSchedule(deps, visit.caller, { provider: providerOf(visit) });
    return { done: 'The schedule is deleted. A sync that runs goes on.' };
  });
}

function presentSection(home: string, name: string, found: ScheduleWithRuns | undefined): Markup {
  if (found === undefined)
    return section({
      title: name,
      body: emptyState('No schedule', 'Syncs start by hand only. Webhooks are applied all the same.'),
    });
  const { row, nextRuns } = found;
  return section({
    title: name,
    body: facts([
      [
        'Starts',
        row.cron === null
          ? `every ${lengthInWords(row.everySeconds ?? 0)}`
          : html`<code>${row.cron}</code> (${row.timeZone})`,
      ],
      ['What', sessionNames[row.sessionType]],
      ['Next', nextOf(row.paused, nextRuns)],
      ['Last', lastOf(home, row)],
    ]),
  });
}

function nextOf(paused: boolean, nextRuns: ScheduleWithRuns['nextRuns']): Part {
  if (paused) return 'paused';
  if (nextRuns === null) return 'Temporal does not say now';
  return nextRuns[0] === undefined ? 'never' : ago(nextRuns[0]);
}

const lastOf = (
  home: string,
  { lastRunAt, lastOutcome, lastReason, lastSessionId }: ScheduleWithRuns['row'],
): Part =>
  lastRunAt === null
    ? 'not yet'
    : html`${ago(lastRunAt)}:
      ${lastSessionId === null ? lastOutcome : sessionLink(home, lastSessionId, lastOutcome ?? 'a session')}
      ${lastReason === null ? '' : html`<code>${lastReason}</code>`}`;

function changeSection(path: string, found: ScheduleWithRuns | undefined): Markup {
  const row = found?.row;
  return section({
    title: row === undefined ? 'Make a schedule' : 'Change it',
    actions:
      row === undefined
        ? undefined
        : actionButton({
            action: `${path}/delete`,
            label: 'Delete',
            tone: 'danger',
            confirm: 'Delete the schedule?',
          }),
    body: html`<form method="post" action="${path}" class="form">
      ${choice({
        name: 'session_type',
        label: 'What to start',
        choices: [
          { value: 'incremental_sync', label: 'Incremental sync: what changed since the last one' },
          { value: 'initial_sync', label: 'Full sync: everything' },
        ],
        value: row?.sessionType ?? 'incremental_sync',
      })}
      ${field({
        name: 'every_minutes',
        label: 'Every so many minutes',
        type: 'number',
        min: 1,
        max: 525_600,
        value: row === undefined ? 360 : row.everySeconds === null ? null : row.everySeconds / 60,
      })}
      ${field({
        name: 'cron',
        label: 'Or by cron',
        hint: html`Five fields, such as <code>0 3 * * *</code>. Leave the minutes empty then.`,
        value: row?.cron ?? null,
        maxLength: 200,
      })}
      ${field({ name: 'time_zone', label: 'Time zone of cron', value: row?.timeZone ?? 'UTC', maxLength: 64 })}
      ${field({
        name: 'jitter_seconds',
        label: 'Begin up to so many seconds later',
        hint: 'By chance, so that not all begin at once.',
        type: 'number',
        min: 0,
        max: 86_400,
        value: row?.jitterSeconds ?? 30,
      })}
      ${tick('paused', 'Paused', { checked: row?.paused ?? false })} ${submit('Save')}
    </form>`,
  });
}
