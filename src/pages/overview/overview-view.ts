import { html } from 'hono/html';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { connectionStates, type ConnectionState } from '../../domain/status/connection-state.ts';
import type { OverviewEntry } from '../../services/status/judged-connections.ts';
import { newsOf, type OverviewPage } from '../../services/status/overview.ts';
import { stateBadge, stateLooks } from '../components/connection-state.ts';
import { count, counted } from '../components/number.ts';
import { pager } from '../components/pager.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago, withTimes } from '../components/time.ts';
import { named, type Markup } from '../markup.ts';
import { overviewPath, shownOf, type OverviewQuery } from './overview-query.ts';

/** A provider's name for people. */
type NameOf = (provider: PaymentProvider) => string;

/** All that changes by itself, as one part of the page. */
export function overviewView(page: OverviewPage, query: OverviewQuery, nameOf: NameOf): Markup {
  const shown = shownOf(page, query);
  const filtered = query.states.length > 0 || query.cause !== '' || query.search !== '';
  const { search, states, cause } = query;
  return html`<div id="overview" class="stack">
    ${tiles(page, query)}
    <div class="columns overview">
      ${section({
        title: filtered ? counted(shown.total, 'connection') : 'Connections',
        actions: html`<span class="soft tiny">As of ${ago(page.asOf)}</span>
          ${filtered ? html`<a href="/">Show all</a>` : ''}`,
        body: html`${table({
          caption: 'Connections, the worst first',
          columns: [
            { label: 'Workspace' },
            { label: 'State' },
            { label: 'What happens', wide: true },
            { label: 'Complete', numeric: true },
          ],
          rows: shown.entries.map((entry) => connectionRow(entry, nameOf)),
          empty: filtered
            ? emptyState(
                'No connection is like this',
                'Take a filter away, or search for less. A workspace without a connection is among all workspaces.',
                html`<a class="button" href="/workspaces">All workspaces</a>`,
              )
            : emptyState(
                'No workspace is connected yet',
                'Create a workspace, then connect it with the key of its account. One that is there already is among all workspaces.',
                html`<a class="button main" href="/workspaces/new">Create a workspace</a>`,
              ),
        })}
        ${pager(
          query.after === undefined ? null : overviewPath({ search, states, cause }),
          shown.next === null ? null : overviewPath({ search, states, cause, after: shown.next }),
        )}`,
      })}
      <div class="stack">${causes(page, query)} ${waiting(page)}</div>
    </div>
  </div>`;
}

/** A state is chosen by its tile, and taken away again by the same. */
const tiles = ({ counts }: OverviewPage, query: OverviewQuery): Markup =>
  html`<nav class="tiles" aria-label="Connections by state">
    ${connectionStates.map((state) => {
      const chosen = query.states.includes(state);
      const states = chosen ? query.states.filter((other) => other !== state) : [...query.states, state];
      return html`<a
        class="tile ${counts[state] === 0 ? 'none' : stateLooks[state].tone}"
        href="${overviewPath({ search: query.search, cause: query.cause, states })}"
        ${chosen ? html` aria-current="true"` : ''}
        ><strong>${count(counts[state])}</strong> <span>${stateLooks[state].words}</span></a
      >`;
    })}
  </nav>`;

const connectionRow = (entry: OverviewEntry, nameOf: NameOf) => [
  html`<a class="lines" href="/workspaces/${entry.row.workspaceId}">${named(entry.row.workspaceName)}</a>
    <span class="soft tiny">${nameOf(entry.row.provider)}</span>`,
  stateBadge(entry.state),
  html`<span class="soft">${withTimes(newsOf(entry))}</span>`,
  ago(entry.row.completeAt),
];

const causes = ({ errors }: OverviewPage, { cause }: OverviewQuery): Markup =>
  section({
    title: 'Why syncs fail',
    body:
      errors.length === 0
        ? html`<p class="soft">No last sync failed.</p>`
        : html`<ul class="plain-list">
            ${errors.map(
              ({ code, message, connections }) =>
                html`<li>
                  <a
                    href="${overviewPath({ cause: cause === code ? '' : code })}"
                    ${cause === code ? html` aria-current="true"` : ''}
                    >${counted(connections, 'connection')}</a
                  >
                  <span>${message}</span>
                  <code class="soft tiny">${code}</code>
                </li>`,
            )}
          </ul>`,
  });

const mostWaiting = 8;

/** Who waits for admission, the longest first. */
function waiting({ entries }: OverviewPage): Markup {
  const all = entries
    .filter(({ facts }) => facts.active?.waits === true)
    .toSorted((one, other) => one.facts.active!.since - other.facts.active!.since);
  return section({
    title: 'Waiting for their turn',
    about: 'As many syncs run as may at once; the others wait, and begin by themselves.',
    body:
      all.length === 0
        ? html`<p class="soft">No sync waits.</p>`
        : html`<ol class="plain-list">
              ${all.slice(0, mostWaiting).map(
                ({ row, facts }) =>
                  html`<li>
                    <a class="lines" href="/workspaces/${row.workspaceId}">${named(row.workspaceName)}</a>
                    <span class="soft">since ${ago(facts.active!.since)}</span>
                  </li>`,
              )}
            </ol>
            ${all.length > mostWaiting ? html`<p class="soft">and ${count(all.length - mostWaiting)} more</p>` : ''}`,
  });
}

/** The state that a connection may be searched by. */
export const chosenStates = (states: readonly ConnectionState[]): Markup[] =>
  states.map((state) => html`<input type="hidden" name="state" value="${state}" />`);
