import { html } from 'hono/html';
import { z } from 'zod';
import { decodeCursor, nextCursor } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { newApiKey } from '../../api/schemas/api-key.ts';
import { apiKeyId } from '../../domain/ids.ts';
import { roles, type Role } from '../../domain/role.ts';
import { createApiKey } from '../../services/api-keys/create-api-key.ts';
import { listApiKeys } from '../../services/api-keys/list-api-keys.ts';
import { revokeApiKey } from '../../services/api-keys/revoke-api-key.ts';
import { notFound } from '../../services/not-found.ts';
import { isUuid } from '../../domain/ids.ts';
import { badge } from '../components/badge.ts';
import { actionButton, choice, field, submit } from '../components/form.ts';
import { notice } from '../components/notice.ts';
import { pager, pathWith } from '../components/pager.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago } from '../components/time.ts';
import { named, type Markup } from '../markup.ts';
import { checked } from '../visits/input.ts';
import type { Doors } from '../visits/doors.ts';

const limit = 50;
type ApiKey = Awaited<ReturnType<typeof listApiKeys>>[number];

const roleNames: Record<Role, string> = {
  viewer: 'Viewer: reads',
  operator: 'Operator: also starts, cancels, decides',
  owner: 'Owner: also configures',
};

/** The keys of a workspace. */
export function keyRoutes(doors: Doors, deps: ApiDeps): void {
  doors.workspace('/keys', 'owner', async ({ c, caller, home }) => {
    const after = decodeCursor(c.req.path, c.req.query('after'), z.uuid());
    const rows = await listApiKeys(deps, caller, {
      limit: limit + 1,
      after: after === undefined ? undefined : apiKeyId(after),
    });
    const next = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    const path = `${home}/keys`;
    return {
      tab: '/keys',
      title: 'API keys',
      body: html`<div class="columns">
        ${section({
          title: 'API keys',
          body: html`${table({
            caption: 'API keys, newest first',
            columns: [
              { label: 'Name', wide: true },
              { label: 'Role' },
              { label: 'State' },
              { label: 'Ends with' },
              { label: 'Last used', numeric: true },
              { label: 'Actions', silent: true },
            ],
            rows: rows.slice(0, limit).map((row) => [
              html`<span class="lines">${named(row.name)}</span>`,
              row.role,
              stateOf(row),
              html`<code>…${row.keyHint}</code>`,
              ago(row.lastUsedAt),
              row.revokedAt === null
                ? html`<div class="actions">
                    ${actionButton({
                      action: `${path}/${row.id}/revoke`,
                      label: 'Revoke',
                      tone: 'danger',
                      confirm: `Revoke the key “${row.name}”? Programs that use it are refused at once.`,
                    })}
                  </div>`
                : '',
            ]),
            empty: emptyState(
              'No key yet',
              'Create one for a program, or for a person to sign in here with.',
            ),
          })}
          ${pager(after === undefined ? null : path, next && pathWith(path, { after: next }))}`,
        })}
        ${createSection(path)}
      </div>`,
    };
  });

  doors.workspaceForm('/keys', 'owner', async ({ caller, home }, form) => {
    const days = form.optional('days');
    const wanted = checked(
      newApiKey,
      {
        name: form.text('name'),
        role: form.text('role'),
        expires_at:
          days === undefined ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      },
      'API key',
    );
    const expiresAt = wanted.expires_at === null ? null : new Date(wanted.expires_at);
    const { row, key } = await createApiKey(deps, caller, {
      name: wanted.name,
      role: wanted.role,
      expiresAt,
    });
    return { page: { tab: '/keys', title: 'API key', body: createdKey(home, row, key) } };
  });

  doors.workspaceForm('/keys/:id/revoke', 'owner', async ({ c, caller }) => {
    const id = c.req.param('id') ?? '';
    if (!isUuid(id)) throw notFound('API key');
    await revokeApiKey(deps, caller, { id: apiKeyId(id) });
    deps.principals.forget(caller.workspaceId);
    return { done: 'The key is revoked.' };
  });
}

const stateOf = ({ revokedAt, expiresAt }: ApiKey): Markup => {
  if (revokedAt !== null) return badge('off', 'Revoked');
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return badge('off', 'Ended');
  return badge('good', 'Valid');
};

const createSection = (path: string): Markup =>
  section({
    title: 'Create a key',
    body: html`<form method="post" action="${path}" class="form">
      ${field({ name: 'name', label: 'Name', hint: 'Who or what uses it.', required: true, maxLength: 200 })}
      ${choice({
        name: 'role',
        label: 'Role',
        choices: roles.map((role) => ({ value: role, label: roleNames[role] })),
        value: 'viewer',
      })}
      ${field({ name: 'days', label: 'Ends after so many days', type: 'number', min: 1, max: 3_650, hint: 'Empty: it does not end.' })}
      ${submit('Create')}
    </form>`,
  });

/** The only page that ever shows the key. */
const createdKey = (home: string, { name, role }: ApiKey, key: string): Markup =>
  section({
    title: 'The new API key',
    body: html`<div class="stack">
      ${notice('warn', 'Copy it now: it is not shown again.')}
      <div class="secret"><code>${key}</code><button type="button" data-copy="${key}">Copy</button></div>
      <p class="soft">${named(name)}, ${role}. Programs send it as <code>Authorization: Bearer …</code></p>
      <p><a href="${home}/keys">To all keys</a></p>
    </div>`,
  });
