import { html } from 'hono/html';
import { ApiError } from '../../api/api-error.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import { entityId } from '../../domain/ids.ts';
import { conflictSides } from '../../domain/conflict-policy.ts';
import { listConnections } from '../../services/connections/list-connections.ts';
import { listConflicts } from '../../services/conflicts/list-conflicts.ts';
import { resolveConflict, type NotResolved } from '../../services/conflicts/resolve-conflict.ts';
import { capitalized } from '../../domain/words.ts';
import { notFound } from '../../services/not-found.ts';
import { actorInWords } from '../components/actor.ts';
import { dashboardLink } from '../components/dashboard-link.ts';
import { excerpt } from '../components/excerpt.ts';
import { actionButton } from '../components/form.ts';
import { counted } from '../components/number.ts';
import { emptyState, section } from '../components/section.ts';
import { table } from '../components/table.ts';
import { ago } from '../components/time.ts';
import type { Markup, Part } from '../markup.ts';
import { entityName } from '../sessions/session-looks.ts';
import type { Doors } from '../visits/doors.ts';
import { may } from '../visits/visit.ts';

/** They are decided from the top, so that no page is needed: what is decided makes room. */
const limit = 20;

/** Of a value's text: a page has twenty rows, each with many columns. */
const maxShown = 500;

type Conflict = Awaited<ReturnType<typeof listConflicts>>['found'][number];

/** Rows that were changed here and at the provider, with both versions, to decide. */
export function conflictRoutes(doors: Doors, deps: ApiDeps): void {
  doors.workspace('/conflicts', 'viewer', async (visit) => {
    const { found: shown, more } = await listConflicts(deps, visit.caller, { limit });
    const decides = may(visit, 'operator');
    const connected = shown.length === 0 ? [] : await listConnections(deps, visit.caller);
    const linkOf = ({ row, entityType }: Conflict) =>
      dashboardLink(deps.providers, connected, row.paymentProvider, { kind: entityType, id: row.externalId });
    return {
      tab: '/conflicts',
      title: 'Conflicts',
      body:
        shown.length === 0
          ? section({
              title: 'Conflicts',
              body: emptyState(
                'No row waits for a decision',
                html`Rows wait here if they were changed here and at the provider, and the connection’s
                  conflict policy is “A person decides” (<a href="${visit.home}/settings">Settings</a>).`,
              ),
            })
          : html`<div class="stack">
              <p class="soft">
                ${more ? `The first ${shown.length} of more` : counted(shown.length, 'row')}, changed here and
                at the provider. Decide which version stays: ours then waits as a local change, for the
                platform to write it at the provider; the provider’s replaces ours.
              </p>
              ${shown.map((conflict) => conflictSection(visit.home, conflict, { decides, outside: linkOf(conflict) }))}
            </div>`,
    };
  });

  doors.workspaceForm('/conflicts/:id', 'operator', async ({ caller, c }, form) => {
    const keep = conflictSides.find((side) => side === form.text('keep'));
    const entityType = entityTypes.find((type): type is EntityType => type === form.text('entity_type'));
    if (keep === undefined || entityType === undefined) throw notFound('conflict');
    const decided = await resolveConflict(deps, caller, {
      entityType,
      id: entityId(c.req.param('id') ?? ''),
      version: Number(form.text('version')),
      keep,
    });
    if (decided.outcome === 'resolved')
      return {
        done: `${decided.entity.row.externalId} has ${keep === 'local' ? 'our' : 'the provider’s'} version now.`,
      };
    throw refusalOf(decided);
  });
}

function refusalOf({ outcome, earlier, current }: NotResolved): ApiError {
  if (earlier !== null) {
    const { actor, at, kept } = earlier;
    const version = kept === 'local' ? 'our' : 'the provider’s';
    const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const message = `${actorInWords(actor)} has decided this row already, at ${when}: it has ${version} version.`;
    return new ApiError(409, 'not_in_conflict', capitalized(message));
  }
  return outcome === 'version'
    ? new ApiError(
        409,
        'version_mismatch',
        'The row has changed since this page was shown: nothing was decided.',
      )
    : new ApiError(
        409,
        'not_in_conflict',
        current.row.paymentSyncStatus === 'conflict'
          ? 'The provider has no version of this row to take.'
          : 'The row is in no conflict any more.',
      );
}

interface Around {
  readonly decides: boolean;
  /** To the object at the provider. */
  readonly outside: Part;
}

function conflictSection(
  home: string,
  { row, entityType, differences }: Conflict,
  { decides, outside }: Around,
): Markup {
  const decide = (keep: 'local' | 'provider', label: string) =>
    actionButton({
      action: `${home}/conflicts/${row.id}`,
      label,
      values: { keep, entity_type: entityType, version: row.paymentSyncVersion },
    });
  return section({
    title: `${entityName(entityType)}: ${row.externalId}`,
    actions: outside,
    about: html`Changed ${ago(row.updatedAt)}.${row.deletedAt === null ? '' : ' It was deleted here.'}`,
    body: html`${table({
      caption: 'Both versions side by side',
      columns: [{ label: 'Column' }, { label: 'Here', wide: true }, { label: 'At the provider', wide: true }],
      rows: differences.map(({ column, local, provider }) => [
        html`<code>${column}</code>`,
        excerpt(shown(local), maxShown),
        excerpt(shown(provider), maxShown),
      ]),
      empty: html`<p class="soft">All columns are alike.</p>`,
    })}
    ${
      decides
        ? html`<div class="actions spaced">
            ${decide('local', 'Keep ours')} ${decide('provider', 'Take the provider’s')}
          </div>`
        : ''
    }`,
  });
}

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? 'nothing'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
