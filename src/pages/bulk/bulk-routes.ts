import { html } from 'hono/html';
import { invalid } from '../../api/api-error.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { asApiError } from '../../api/error-handler.ts';
import { isUuid, workspaceId } from '../../domain/ids.ts';
import { isPaymentProvider, type PaymentProvider } from '../../domain/payment-provider.ts';
import { applyBulk, type BulkTarget } from '../../services/bulk/apply-bulk.ts';
import { planBulk, type BulkAction } from '../../services/bulk/plan-bulk.ts';
import { notice } from '../components/notice.ts';
import { counted } from '../components/number.ts';
import type { Markup } from '../markup.ts';
import { foundBy, overviewQuery } from '../overview/overview-query.ts';
import { reportFault } from '../visits/error-page.ts';
import type { Doors } from '../visits/doors.ts';
import { actionNames, isBulkAction, mostAtOnce, planView, refusedSection } from './bulk-view.ts';

/** One thing done to all connections that the overview's filter finds: first shown, then done to exactly what was shown. */
export function bulkRoutes(doors: Doors, deps: ApiDeps): void {
  const nameOf = (provider: PaymentProvider): string => deps.providers[provider].displayName;

  doors.platform('/bulk', async (visit) => {
    const action = actionOf(visit.c.req.query('action') ?? '');
    const query = overviewQuery(visit);
    const page = await deps.overview.read({ search: query.search });
    const title = actionNames[action].todo;
    return {
      title,
      head: headOf(title),
      body: planView(action, query, planBulk(action, foundBy(page, query)), nameOf),
    };
  });

  doors.platformForm('/bulk', async ({ c, caller }, form) => {
    const action = actionOf(form.text('action'));
    const targets = form.all('target').map(targetOf);
    if (targets.length === 0) throw problem('target', 'has no tick: nothing was done');
    if (targets.length > mostAtOnce) throw problem('target', `are more than ${mostAtOnce}: nothing was done`);
    const { done, refused } = await applyBulk(deps, caller, { action, targets });
    const back = ownPath(form.text('back'));
    const said = `${actionNames[action].done} for ${counted(done, 'connection')}.`;
    if (refused.length === 0) return { done: said, to: back };
    const names = await workspaceNames(deps);
    const why = refused.map(({ target, error }) => {
      const answer = asApiError(error);
      reportFault(deps.log, c.get('requestId'), error, answer);
      const { workspaceId: id, provider } = target;
      return { workspaceId: id, provider: nameOf(provider), name: names.get(id) ?? id, why: answer.message };
    });
    const title = actionNames[action].todo;
    return {
      page: {
        title,
        head: headOf(title),
        body: html`${notice(done === 0 ? 'bad' : 'warn', said)} ${refusedSection(why, back)}`,
      },
    };
  });
}

const headOf = (title: string): Markup =>
  html`<div class="page-head">
    <p class="crumbs"><a href="/">All workspaces</a></p>
    <h1>${title}</h1>
  </div>`;

const problem = (field: string, message: string) => invalid([{ in: 'form', field, message }]);

function actionOf(text: string): BulkAction {
  if (!isBulkAction(text)) throw problem('action', 'is none that this page knows');
  return text;
}

function targetOf(text: string): BulkTarget {
  const [id = '', provider = ''] = text.split(':');
  if (!isUuid(id) || !isPaymentProvider(provider)) throw problem('target', 'is no connection');
  return { workspaceId: workspaceId(id), provider };
}

/** The form says where it came from; another host's path is none of ours. */
const ownPath = (text: string): string => (/^\/(?:\?|$)/.test(text) ? text : '/');

async function workspaceNames({ overview }: Pick<ApiDeps, 'overview'>): Promise<ReadonlyMap<string, string>> {
  const { entries } = await overview.read({});
  return new Map(entries.map(({ row }) => [row.workspaceId, row.workspaceName]));
}
