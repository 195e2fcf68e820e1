import { html } from 'hono/html';
import type { Role } from '../../domain/role.ts';
import { asset } from '../assets/assets.ts';
import { notice as noticeOf } from '../components/notice.ts';
import { named, type Markup, type Part } from '../markup.ts';
import { platformRole } from '../../api/principals/principal.ts';
import { may, visitorName, type Visit, type WorkspaceVisit } from '../visits/visit.ts';
import type { DocumentParts } from './document.ts';

/** The page where a user chooses one of the workspaces that the token names. */
export const ownWorkspacesPath = '/my-workspaces';

const brand = html`<a class="brand" href="/"
  ><img src="${asset('icon.svg')}" alt="" /><span>Payment sync</span></a
>`;

/** The bar of pages that nobody has signed in to. */
export const plainBar = (): Markup => html`<header class="bar"><div>${brand}</div></header>`;

export interface OperatorPage extends Pick<DocumentParts, 'title' | 'body' | 'live'> {
  /** Above the body: a heading of the page's own. */
  readonly head?: Part;
}

/** A page in the operator's frame: who is signed in, where one can go, what time zone the times are in. */
export const operatorPage = (visit: Visit, { title, head, body, live }: OperatorPage): DocumentParts => ({
  title: `${title} · Payment sync`,
  ...(live !== undefined && { live }),
  header: html`<header class="bar">
    <div>
      ${brand}
      <nav aria-label="Service">
        ${
          isOfPlatform(visit)
            ? [
                link(visit, '/', 'Overview'),
                link(visit, '/figures', 'Figures'),
                link(visit, '/outgoing', 'Outgoing webhooks'),
              ]
            : ''
        }${seesSeveral(visit) ? link(visit, ownWorkspacesPath, 'Workspaces') : ''}
        <a href="/docs">API</a>
      </nav>
      <span class="who" title="${visitorName(visit.principal)}">${named(visitorName(visit.principal))}</span>
      <form method="post" action="/sign-out" class="inline"><button class="bare">Sign out</button></form>
    </div>
  </header>`,
  body: html`${head} ${visit.notice === undefined ? '' : noticeOf(visit.notice.tone, visit.notice.text)}
  ${body}`,
  footer: html`<footer class="foot">
    <div><span data-zone>Times are in UTC.</span></div>
  </footer>`,
});

const isOfPlatform = ({ principal }: Visit): boolean => platformRole(principal) !== undefined;

/** Whether there is a choice of workspaces for somebody who does not see all of them. */
const seesSeveral = (visit: Visit): boolean =>
  !isOfPlatform(visit) && visit.principal.kind === 'user' && visit.principal.access.workspaces.size > 1;

const link = ({ c }: Visit, path: string, label: string): Markup =>
  html`<a href="${path}" ${c.req.path === path ? html` aria-current="page"` : ''}>${label}</a> `;

const tabs = [
  ['', 'Overview'],
  ['/sessions', 'Syncs'],
  ['/webhooks', 'Webhooks'],
  ['/conflicts', 'Conflicts'],
  ['/schedule', 'Schedule'],
  ['/figures', 'Figures'],
  ['/timeline', 'Timeline'],
  ['/outgoing', 'Outgoing'],
  ['/keys', 'API keys'],
  ['/audit', 'Audit log'],
  ['/settings', 'Settings'],
] as const;
export type Tab = (typeof tabs)[number][0];

/** What not every viewer may see. */
const neededRoles: Partial<Record<Tab, Role>> = {
  '/outgoing': 'operator',
  '/keys': 'owner',
  '/audit': 'owner',
};

export interface WorkspacePage extends OperatorPage {
  readonly tab: Tab;
}

/** A page of one workspace, with its name and the ways to its other pages. */
export const workspacePage = (visit: WorkspaceVisit, page: WorkspacePage): DocumentParts =>
  operatorPage(visit, {
    ...page,
    title: page.tab === '' ? visit.workspace.name : `${page.title}, ${visit.workspace.name}`,
    head: html`<div class="page-head">
        ${isOfPlatform(visit) ? html`<p class="crumbs"><a href="/">All workspaces</a></p>` : ''}
        <div class="row">
          <h1>${named(visit.workspace.name)}</h1>
        </div>
        <p class="id">
          <span><span class="word">Workspace </span><code>${visit.workspace.id}</code></span>
          <button type="button" class="bare" data-copy="${visit.workspace.id}">Copy</button>
        </p>
      </div>
      <nav class="tabs" aria-label="Workspace">
        ${tabs
          .filter(([path]) => may(visit, neededRoles[path] ?? 'viewer'))
          .map(
            ([path, label]) =>
              html`<a href="${visit.home}${path}" ${path === page.tab ? html` aria-current="page"` : ''}
                >${label}</a
              >`,
          )}
      </nav>
      ${page.head}`,
  });
