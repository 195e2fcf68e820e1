import { html } from 'hono/html';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { BulkAction, BulkPlan } from '../../services/bulk/plan-bulk.ts';
import { bulkActions } from '../../services/bulk/plan-bulk.ts';
import type { OverviewEntry } from '../../services/status/judged-connections.ts';
import { stateBadge } from '../components/connection-state.ts';
import { choice } from '../components/form.ts';
import { count, counted } from '../components/number.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { named, type Markup, type Part } from '../markup.ts';
import { overviewPath, type OverviewQuery } from '../overview/overview-query.ts';

/** What an action is called, and what was done. */
export const actionNames: Record<BulkAction, { readonly todo: string; readonly done: string }> = {
  incremental_sync: { todo: 'Start an incremental sync', done: 'An incremental sync was started' },
  initial_sync: { todo: 'Start a full sync', done: 'A full sync was started' },
  cancel: { todo: 'Cancel the sync', done: 'The sync was cancelled' },
  pause_schedule: { todo: 'Pause the schedule', done: 'The schedule was paused' },
  resume_schedule: { todo: 'Resume the schedule', done: 'The schedule goes on' },
};

export const isBulkAction = (text: string): text is BulkAction => Object.hasOwn(actionNames, text);

/** As many as a form can name. The others are another turn's. */
export const mostAtOnce = 500;

const hiddenFilter = ({ search, states, cause }: OverviewQuery): Markup[] =>
  [['search', search] as const, ['cause', cause] as const, ...states.map((each) => ['state', each] as const)]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);

/** Leads from the overview to what an action would hit of what is filtered there. */
export const bulkForm = (query: OverviewQuery): Markup =>
  section({
    title: 'Act on all of these',
    about: 'On all that the search and the filters find, on every page. You see first which they are.',
    body: html`<form method="get" action="/bulk" class="filter">
      ${hiddenFilter(query)}
      ${choice({
        name: 'action',
        label: 'What to do',
        choices: bulkActions.map((value) => ({ value, label: actionNames[value].todo })),
      })}
      <button>Show what it would do</button>
    </form>`,
  });

export const targetOf = ({ row }: OverviewEntry): string => `${row.workspaceId}:${row.provider}`;

const workspaceLink = ({ row }: OverviewEntry): Markup =>
  html`<a class="lines" href="/workspaces/${row.workspaceId}">${named(row.workspaceName)}</a>`;

/** What would be hit, each to be left out by its tick, and what is spared. */
export function planView(
  action: BulkAction,
  query: OverviewQuery,
  { hits, spared }: BulkPlan,
  nameOf: (provider: PaymentProvider) => string,
): Markup {
  const { todo } = actionNames[action];
  const shown = hits.slice(0, mostAtOnce);
  const back = overviewPath({ ...query, after: undefined });
  return html`<div class="stack">
    ${section({
      title: `${counted(hits.length, 'connection')} would be hit`,
      about:
        hits.length > shown.length
          ? `${count(mostAtOnce)} at once at most: these first, then ask again for the rest.`
          : 'Nothing has been done yet. Take away the tick of those that you want to leave out.',
      body:
        hits.length === 0
          ? emptyState(
              'It would hit nothing',
              'Below stands why. Change the filter on the overview, or choose something else to do.',
              html`<a class="button" href="${back}">Back to the overview</a>`,
            )
          : html`<form method="post" action="/bulk" class="stack">
              <input type="hidden" name="action" value="${action}" />
              <input type="hidden" name="back" value="${back}" />
              ${table({
                caption: 'What would be hit',
                columns: [{ label: 'Workspace', wide: true }, { label: 'Provider' }, { label: 'State' }],
                rows: shown.map((entry) => [
                  html`<span class="tick"
                    ><input
                      type="checkbox"
                      name="target"
                      value="${targetOf(entry)}"
                      aria-label="${entry.row.workspaceName}"
                      checked
                    />${workspaceLink(entry)}</span
                  >`,
                  nameOf(entry.row.provider),
                  stateBadge(entry.state),
                ]),
              })}
              <div class="actions">
                <button class="${action === 'cancel' ? 'danger' : 'main'}">
                  ${todo} for those with a tick
                </button>
                <a class="button" href="${back}">No, go back</a>
              </div>
            </form>`,
    })}
    ${
      spared.length === 0
        ? ''
        : section({
            title: `${counted(spared.length, 'connection')} would be left alone`,
            body: whyTable(
              spared
                .slice(0, mostAtOnce)
                .map(({ entry, why }) => [workspaceLink(entry), nameOf(entry.row.provider), why]),
            ),
          })
    }
  </div>`;
}

const whyTable = (rows: readonly (readonly Part[])[]): Markup =>
  table({
    caption: 'Left alone, and why',
    columns: [{ label: 'Workspace', wide: true }, { label: 'Provider' }, { label: 'Why' }],
    rows,
  });

export interface Refused {
  readonly workspaceId: string;
  readonly name: string;
  readonly provider: string;
  readonly why: string;
}

/** After it was done: what was not, and why. */
export const refusedSection = (refused: readonly Refused[], back: string): Markup =>
  html`<div class="stack">
    ${section({
      title: `${counted(refused.length, 'connection')} refused it`,
      about: 'Something has changed since you looked, or the same holds for one alone.',
      body: whyTable(
        refused.map(({ workspaceId, name, provider, why }) => [
          html`<a class="lines" href="/workspaces/${workspaceId}">${named(name)}</a>`,
          provider,
          why,
        ]),
      ),
    })}
    <p><a href="${back}">To the overview</a></p>
  </div>`;
