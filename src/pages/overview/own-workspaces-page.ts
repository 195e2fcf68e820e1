import { html } from 'hono/html';
import { accessibleWorkspace } from '../../api/middleware/workspace-access.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ownWorkspacesPath } from '../layout/operator-frame.ts';
import { named } from '../markup.ts';
import type { Doors } from '../visits/doors.ts';

/** The workspaces that a user's sign-in names, to choose one. */
export function ownWorkspacesPage(doors: Doors, { db }: ApiDeps): void {
  doors.anybody(ownWorkspacesPath, async ({ principal }) => {
    const roles = principal.kind === 'user' ? [...principal.access.workspaces] : [];
    const found = await Promise.all(
      roles.map(async ([id, role]) => {
        try {
          const { name } = await accessibleWorkspace(db, principal, id);
          return [{ id, name, role }];
        } catch (error) {
          // The issuer does not know that a workspace was deleted.
          if (error instanceof SyncError && error.code === 'not_found') return [];
          throw error;
        }
      }),
    );
    return {
      title: 'Your workspaces',
      head: html`<div class="page-head"><h1>Your workspaces</h1></div>`,
      body: section({
        title: 'By name',
        body: table({
          caption: 'Your workspaces, by name',
          columns: [{ label: 'Name' }, { label: 'Role' }, { label: 'Id' }],
          rows: found
            .flat()
            .toSorted((one, other) => one.name.localeCompare(other.name))
            .map(({ id, name, role }) => [
              html`<a class="lines" href="/workspaces/${id}">${named(name)}</a>`,
              role,
              html`<code>${id}</code>`,
            ]),
          empty: emptyState('There is no workspace', 'Ask the platform for access to one.'),
        }),
      }),
    };
  });
}
