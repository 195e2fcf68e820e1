import { html } from 'hono/html';
import { z } from 'zod';
import { decodeCursor, nextCursor } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { workspaceId } from '../../domain/ids.ts';
import { listWorkspaces } from '../../services/workspaces/list-workspaces.ts';
import { pager, pathWith } from '../components/pager.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago } from '../components/time.ts';
import { named } from '../markup.ts';
import type { Doors } from '../visits/doors.ts';

const limit = 50;

/** Every workspace, also those that are not connected yet and so have no state. */
export function workspacesPage(doors: Doors, deps: ApiDeps): void {
  doors.platform('/workspaces', async ({ c }) => {
    const cursor = c.req.query('after');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const rows = await listWorkspaces(deps, {
      limit: limit + 1,
      after: after === undefined ? undefined : workspaceId(after),
    });
    return {
      title: 'All workspaces',
      head: html`<div class="page-head">
        <p class="crumbs"><a href="/">Overview</a></p>
        <div class="row">
          <h1>All workspaces</h1>
          <a class="button main push" href="/workspaces/new">Create a workspace</a>
        </div>
      </div>`,
      body: section({
        title: 'Oldest first',
        body: html`${table({
          caption: 'All workspaces, oldest first',
          columns: [{ label: 'Name' }, { label: 'Id' }, { label: 'Created', numeric: true }],
          rows: rows
            .slice(0, limit)
            .map(({ id, name, createdAt }) => [
              html`<a class="lines" href="/workspaces/${id}">${named(name)}</a>`,
              html`<code>${id}</code>`,
              ago(createdAt),
            ]),
          empty: emptyState('There is no workspace yet', 'Create the first one here, or by the API.'),
        })}
        ${pager(after === undefined ? null : '/workspaces', pathOf(nextCursor(c.req.path, rows, limit, ({ id }) => id)))}`,
      }),
    };
  });
}

const pathOf = (after: string | null): string | null => after && pathWith('/workspaces', { after });
