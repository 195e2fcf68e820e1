import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { platformRole } from '../../api/principals/principal.ts';
import type { OverviewPage } from '../../services/status/overview.ts';
import { lookAgain } from '../../services/live/look-again.ts';
import { createWorkspace } from '../../services/workspaces/create-workspace.ts';
import type { EventStreams } from '../../api/streams/event-streams.ts';
import { bulkForm } from '../bulk/bulk-view.ts';
import { field, submit } from '../components/form.ts';
import { live, liveMessages } from '../components/live.ts';
import { section } from '../components/section.ts';
import type { Doors } from '../visits/doors.ts';
import { workspaceName } from '../visits/input.ts';
import { overviewPath, overviewQuery, type OverviewQuery } from './overview-query.ts';
import { chosenStates, overviewView } from './overview-view.ts';

/** All workspaces at a glance, for the platform. */
export function overviewRoutes(doors: Doors, deps: ApiDeps, streams: EventStreams): void {
  const read = async ({ search }: OverviewQuery) => await deps.overview.read({ search });
  const shown = (page: OverviewPage, query: OverviewQuery) =>
    overviewView(page, query, (provider) => deps.providers[provider].displayName);

  doors.platform('/', async (visit) => {
    const query = overviewQuery(visit);
    const page = await read(query);
    return {
      title: 'Overview',
      live: true,
      head: html`<div class="page-head">
        <div class="row">
          <h1>Workspaces</h1>
          <span class="push actions">
            <a class="button" href="/workspaces">All workspaces</a>
            <a class="button main" href="/workspaces/new">Create a workspace</a>
          </span>
        </div>
      </div>`,
      body: html`<form class="filter" role="search" method="get" action="/">
          ${field({
            name: 'search',
            label: 'Search',
            type: 'search',
            value: query.search,
            maxLength: 100,
            placeholder: 'A name, or the beginning of an id',
          })}
          ${chosenStates(query.states)}
          ${query.cause === '' ? '' : html`<input type="hidden" name="cause" value="${query.cause}" />`}
          <button>Search</button>
        </form>
        <div class="stack">
          ${live(overviewPath(query, '/live'), 'overview', shown(page, query))}
          ${page.entries.length > 0 && platformRole(visit.principal) === 'owner' ? bulkForm(query) : ''}
        </div>`,
    };
  });

  doors.platformStream('/live', async (visit) => {
    const query = overviewQuery(visit);
    const key = `overview page:${JSON.stringify(query)}`;
    return await streams.answer(visit.c, key, (signal) =>
      liveMessages(lookAgain(async () => ({ part: shown(await read(query), query) }), signal)),
    );
  });

  doors.platform('/workspaces/new', async () => ({
    title: 'Create a workspace',
    head: html`<div class="page-head">
      <p class="crumbs"><a href="/">Overview</a></p>
      <h1>Create a workspace</h1>
    </div>`,
    body: section({
      title: 'Whose data it is',
      about: 'A workspace is one merchant of your platform. Nothing in it is shared with another.',
      body: html`<form method="post" action="/workspaces" class="form">
        ${field({ name: 'name', label: 'Name', required: true, maxLength: 200, hint: 'As you call the merchant.' })}
        ${submit('Create')}
      </form>`,
    }),
  }));

  doors.platformForm('/workspaces', async ({ caller }, form) => {
    const { row } = await createWorkspace(deps, caller, { name: workspaceName(form.text('name')) });
    return {
      done: 'The workspace is there. Connect it with the key of its account.',
      to: `/workspaces/${row.id}`,
    };
  });
}
