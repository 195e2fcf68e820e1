import { html } from 'hono/html';
import type { Provider } from '../../providers/provider.ts';
import { may } from '../../services/connect-sessions/may.ts';
import type { ConnectedAccount } from '../../services/connect-sessions/read-connect-page.ts';
import { webhookUrlOf } from '../../services/webhook-endpoints/provider-endpoints.ts';
import { modeBadge, stateBadge } from '../components/connection-state.ts';
import { field } from '../components/form.ts';
import { withStrong } from '../components/marked.ts';
import { notice } from '../components/notice.ts';
import { count } from '../components/number.ts';
import { facts } from '../components/section.ts';
import { withTimes } from '../components/time.ts';
import type { Notice } from '../layout/notices.ts';
import type { Markup, Part } from '../markup.ts';
import { pageFields, stepButton, wayBack, type ConnectPage, type PageEvent } from './page-frame.ts';
import type { PageVisit } from './page-visit.ts';

interface AccountPageParts {
  readonly provider: Provider;
  readonly connected: ConnectedAccount;
  readonly publicBaseUrl: string;
  readonly said?: Notice | undefined;
}

/** The connection as its merchant sees it, and what the link allows to do. */
export function accountPage(
  visit: PageVisit,
  { provider, connected, publicBaseUrl, said }: AccountPageParts,
): ConnectPage {
  const { row } = connected;
  const title = `Your ${provider.displayName} account`;
  const { session } = visit;
  return {
    title,
    event: eventOf(connected),
    live: true,
    body: html`<h1>${title}</h1>
      ${said === undefined ? '' : notice(said.tone, said.text)} ${statePart(visit, connected)}
      ${webhooksPart(visit, provider, connected, publicBaseUrl)}
      <div class="actions">
        ${wayBack(session, 'Back')}
        ${may(session, 'sync') && connected.status.state !== 'syncing' ? stepButton(visit, 'sync', { label: 'Sync now' }) : ''}
        ${may(session, 'reconnect') ? stepButton(visit, 'key', { label: row.throughPlatform ? 'Connect again' : 'Give a new key' }) : ''}
      </div>
      ${facts([
        ['Account', html`<code>${row.accountId ?? 'not known'}</code>`],
        ['Mode', modeBadge(row.livemode)],
        row.throughPlatform
          ? ['Reached by', html`the platform’s access, without a key of yours`]
          : ['Key', html`<code>…${row.credentialsHint}</code>`],
      ])}
      ${may(session, 'disconnect') ? disconnectPart(visit, provider, row.throughPlatform) : ''}`,
  };
}

const eventOf = ({ status }: ConnectedAccount): PageEvent =>
  status.facts.completeAt === null ? 'connected' : 'synced';

const polled = (active: boolean, path: string): Markup | '' =>
  active ? html` hx-post="${path}" hx-trigger="every 1500ms" hx-swap="outerHTML"` : '';

/** The state in a sentence and the progress, which the page asks for again until the sync has ended. */
export function statePart(visit: PageVisit, { status, sync }: ConnectedAccount): Markup {
  const path = `${visit.home}/state`;
  const active = status.state === 'syncing';
  return html`<form id="state" method="post" action="${path}" class="state stack" ${polled(active, path)}>
    ${pageFields(visit)}
    <p class="sentence">${stateBadge(status.state)} <span>${withTimes(status.sentence)}</span></p>
    ${sync === null ? '' : progressPart(sync)}
    ${
      active
        ? html`<p class="soft">You may close this page: it goes on by itself.</p>
            <noscript><button class="quiet">Show how far it is</button></noscript>`
        : ''
    }
  </form>`;
}

type Sync = NonNullable<ConnectedAccount['sync']>;
const words = { waiting: 'waits', listing: 'so far', complete: 'done', failed: 'failed' } as const;

function progressPart({ figures }: Sync): Markup | '' {
  const entities = Object.entries(figures.entities);
  if (entities.length === 0) return '';
  return html`<ul class="progress">
    ${entities.map(
      ([name, { state, done, covered }]) =>
        html`<li class="${state}">
          <span>${name.replaceAll('_', ' ')}</span>
          <progress
            max="1"
            ${state === 'complete' ? html` value="1"` : html` value="${covered ?? 0}"`}
          ></progress>
          <span class="soft">${state === 'waiting' ? '' : `${count(done)} `}${words[state]}</span>
        </li>`,
    )}
  </ul>`;
}

/** Without webhooks the copy follows at the next sync only: what is wrong, and the two ways to mend it. */
function webhooksPart(
  visit: PageVisit,
  provider: Provider,
  { row, status }: ConnectedAccount,
  publicBaseUrl: string,
): Part {
  if (status.facts.webhook === 'working') return '';
  const mayMend = !row.throughPlatform && (may(visit.session, 'connect') || may(visit.session, 'reconnect'));
  const { displayName, webhooks, keyGuide } = provider;
  const connection = { workspaceId: row.workspaceId, provider: row.providerName };
  const url = webhookUrlOf({ config: { publicBaseUrl } }, connection);
  const why = whyNot(row.webhookProblem);
  const form = provider.keyForm?.(row.entityTypes);
  const permission =
    form?.permissions.find(({ uses }) => uses.includes('webhooks'))?.label ?? 'webhook endpoints';
  return html`<section class="section">
    <h2>${displayName} does not tell of changes yet</h2>
    ${notice('warn', html`Until it does, changes arrive with the next sync. ${why}`)}
    ${
      mayMend
        ? html`<p>
              ${
                keyGuide === undefined
                  ? html`Let the key write <strong>${permission}</strong> in ${displayName}’s dashboard, and
                      try again:`
                  : withStrong(keyGuide.webhookNeeds)
              }
            </p>
            <div class="actions">${stepButton(visit, 'webhooks', { label: 'Try again', tone: 'main' })}</div>
            <details>
              <summary>Set it up by hand instead</summary>
              ${
                keyGuide === undefined
                  ? ''
                  : html`<ol class="clicks">
                      ${keyGuide.webhookSteps.map((step) => html`<li>${withStrong(step)}</li>`)}
                    </ol>`
              }
              <p>Make an endpoint in ${displayName}’s dashboard for this address:</p>
              <p class="secret"><code>${url}</code><button type="button" data-copy="${url}">Copy</button></p>
              <p>with the API version <code>${webhooks.apiVersion}</code> and these events:</p>
              <pre>${webhooks.eventTypes.join('\n')}</pre>
              <form method="post" action="${visit.home}/webhook-secret" class="form">
                ${pageFields(visit)}
                ${field({
                  name: 'webhook_secret',
                  label: webhooks.secretForm.label,
                  type: 'password',
                  required: true,
                  maxLength: 500,
                  placeholder: webhooks.secretForm.placeholder,
                })}
                <div class="actions"><button class="main">Save</button></div>
              </form>
            </details>`
        : ''
    }
  </section>`;
}

/** In the merchant's words, if a permission is missing: the provider's own name what nobody can find. */
function whyNot(problem: Readonly<Record<string, unknown>> | null): string {
  const { code, message } = problem ?? {};
  if (code === 'provider_forbidden') return 'The key may not set it up.';
  return typeof message === 'string' ? message : 'No endpoint is set up, or it does not deliver.';
}

const disconnectPart = (visit: PageVisit, { displayName }: Provider, throughPlatform: boolean): Markup =>
  html`<details class="ending">
    <summary>Disconnect</summary>
    <p>
      ${
        throughPlatform
          ? html`Nothing is read any more. What was copied stays with your platform. If you connected here,
            its access to your account ends at ${displayName} too.`
          : html`The key is forgotten, the webhook removed, and nothing is read any more. What was copied
            stays with your platform. Afterwards delete the key in ${displayName}’s dashboard too.`
      }
    </p>
    ${stepButton(visit, 'disconnect', { label: 'Disconnect this account', tone: 'danger' })}
  </details>`;

/** Without an account, and without the right to connect one. */
export const nothingConnected = (
  visit: PageVisit,
  { displayName }: Provider,
  said?: Notice,
): ConnectPage => ({
  title: `No ${displayName} account is connected`,
  event: 'disconnected',
  body: html`<h1>No ${displayName} account is connected</h1>
    ${said === undefined ? '' : notice(said.tone, said.text)}
    <p>To connect one, ask for a link that allows it.</p>
    <div class="actions">${wayBack(visit.session, 'Back')}</div>`,
});
