import { html } from 'hono/html';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { KeyForm } from '../../providers/key-form.ts';
import type { Provider } from '../../providers/provider.ts';
import type { KeyCheck, TriedPermission } from '../../services/connect-sessions/check-key.ts';
import { modeBadge } from '../components/connection-state.ts';
import { credentialFields, type CredentialFieldsParts } from '../components/credential-fields.ts';
import { entityTicks } from '../components/entity-ticks.ts';
import { ticks } from '../components/form.ts';
import { icon } from '../components/icon.ts';
import { withStrong } from '../components/marked.ts';
import { notice } from '../components/notice.ts';
import { counted } from '../components/number.ts';
import type { Notice } from '../layout/notices.ts';
import { named, type Markup, type Part } from '../markup.ts';
import { pageFields, stepButton, wayBack, type ConnectPage } from './page-frame.ts';
import type { PageVisit } from './page-visit.ts';

export interface KeyPageParts {
  readonly provider: Provider;
  /** What is copied, or would be. */
  readonly entityTypes: readonly EntityType[];
  /** What the merchant may choose of; null: nothing is to be chosen. */
  readonly offered: readonly EntityType[] | null;
  /** The provider's own page that asks for consent, if the deployment has an application there. */
  readonly consentOrigin?: string | undefined;
  /** An account is connected already: the key takes the place of its present one. */
  readonly again: boolean;
  readonly problem?: CredentialFieldsParts['problem'];
  /** What was sent, but for what is secret. */
  readonly values?: Readonly<Record<string, string>>;
  readonly said?: Notice | undefined;
}

/** Step by step to a key that may do what is needed, and no more. */
export function keyPage(
  visit: PageVisit,
  { provider, entityTypes, offered, again, problem, values, said, consentOrigin }: KeyPageParts,
): ConnectPage {
  const { displayName } = provider;
  const form = provider.keyForm?.(entityTypes);
  const title = again ? `Give a new ${displayName} key` : `Connect your ${displayName} account`;
  return {
    title,
    event: 'ready',
    ...(consentOrigin !== undefined && { formsLeadTo: [consentOrigin] }),
    body: html`<h1>${title}</h1>
      ${said === undefined ? '' : notice(said.tone, said.text)}
      ${consentOrigin === undefined ? '' : consentPart(visit, displayName)}
      <ol class="steps">
        ${offered === null ? '' : choicePart(visit, provider, offered, entityTypes)}
        <li>
          <h2>Make a key</h2>
          ${form === undefined ? makeByHand(provider) : makeIt(visit, provider, form)}
        </li>
        <li>
          <h2>Paste it here</h2>
          <form method="post" action="${visit.home}/check" class="form">
            ${pageFields(visit)}
            ${credentialFields(provider.name, {
              keyPlaceholder: form?.placeholder,
              problem,
              folded: true,
              ...(values !== undefined && { values }),
            })}
            <p class="hint">It is checked first. Nothing is stored until you say so.</p>
            <div class="actions">
              <button class="main">Check the key</button>
              ${again ? stepButton(visit, 'home', { label: 'Not now' }) : wayBack(visit.session, 'Back')}
            </div>
          </form>
        </li>
      </ol>`,
  };
}

/** Before the key: it is made for what is chosen. */
const choicePart = (
  visit: PageVisit,
  provider: Provider,
  offered: readonly EntityType[],
  chosen: readonly EntityType[],
): Markup =>
  html`<li>
    <h2>Choose what is copied</h2>
    <form method="post" action="${visit.home}/choose" class="form">
      ${pageFields(visit)}
      ${ticks({
        legend: 'Copy these',
        hint: 'The platform can do less with what you leave out. It can be changed later.',
        ticks: entityTicks(provider, offered, chosen),
      })}
      <div class="actions"><button>Save the choice</button></div>
    </form>
  </li>`;

/** In a frame it opens a page of its own: the provider shows its in none. */
const consentPart = (visit: PageVisit, displayName: string): Markup =>
  html`<form
      method="post"
      action="${visit.home}/authorize"
      class="form"
      ${visit.secret === undefined ? '' : html`target="_blank"`}
    >
      ${pageFields(visit)}
      <p>
        ${displayName} asks you whether the platform may read your account. There is no key to make or to
        paste.
      </p>
      <div class="actions"><button class="main">Connect with ${displayName}</button></div>
    </form>
    <p class="soft">Or give a key of your account instead:</p>`;

function makeIt({ session }: PageVisit, { displayName }: Provider, form: KeyForm): Markup {
  const name = session.theme.name ?? 'Payment sync';
  const link = (livemode: boolean, label: string, tone: string) =>
    html`<a class="button ${tone}" href="${form.url({ name, livemode })}" target="_blank" rel="noopener"
      >${label}${icon('outside')}</a
    >`;
  const live = session.livemode !== false;
  return html`<p>
      ${displayName} opens with everything filled in. Press <strong>Create key</strong> there, and copy the
      key.
    </p>
    <div class="actions">
      ${link(live, live ? `Make it at ${displayName}` : `Make it in ${displayName}’s test mode`, 'main')}
      ${session.livemode === null ? link(false, 'Make a test key', 'quiet') : ''}
    </div>
    <details>
      <summary>What the key may do</summary>
      <ul class="permissions">
        ${form.permissions.map(
          ({ label, access }) =>
            html`<li>
              <span><strong>${label}</strong>: ${access}</span>
              ${access === 'write' ? html`<span class="soft">so that ${displayName} tells of changes at once</span>` : ''}
            </li>`,
        )}
      </ul>
      <p class="soft">Nothing else: it cannot charge, refund or change anything of your customers.</p>
    </details>`;
}

const makeByHand = ({ displayName, keyGuide }: Provider): Markup =>
  keyGuide === undefined
    ? html`<p>Make one in ${displayName}’s dashboard.</p>`
    : html`<ol class="clicks">
        ${keyGuide.keySteps.map((step) => html`<li>${withStrong(step)}</li>`)}
      </ol>`;

type Judged = Exclude<KeyCheck, { outcome: 'wrong' }>;

const signs = { yes: 'check', no: 'cross', later: 'clock' } as const;

const tried = ({ label, access, granted }: TriedPermission): Markup => {
  const sign = granted === null ? 'later' : granted ? 'yes' : 'no';
  const words = {
    yes: `may ${access}`,
    no: html`<strong>set it to ${access === 'read' ? 'Read' : 'Write'}</strong>`,
    later: 'is tried when you connect',
  }[sign];
  return html`<li class="${sign}">
    ${icon(signs[sign])}<span>${label}</span><span class="soft">${words}</span>
  </li>`;
};

/** Whose key it is and what it may, before anything is stored. */
export function checkedPage(visit: PageVisit, { provider, again }: KeyPageParts, check: Judged): ConnectPage {
  const { account, permissions, unrestricted, sealed } = check;
  const { displayName } = provider;
  const missing = permissions.filter(({ granted }) => granted === false);
  const complete = check.outcome === 'right';
  const title = complete ? 'Is this the right account?' : 'This key may not read everything yet';
  return {
    title,
    event: 'ready',
    body: html`<h1>${title}</h1>
      <div class="account">
        <p>
          <strong
            >${account.accountName === null ? `${displayName} account` : named(account.accountName)}</strong
          >
        </p>
        <p><code>${account.accountId ?? 'The key may not read its id.'}</code></p>
        ${modeBadge(account.livemode)}
      </div>
      ${complete ? '' : shortOf(missing, displayName)}
      ${
        unrestricted
          ? notice(
              'warn',
              'This key may do everything in your account. A restricted key that may only read is safer: go back and make one.',
            )
          : ''
      }
      <ul class="permissions">
        ${permissions.map(tried)}
      </ul>
      <div class="actions">
        ${
          complete
            ? stepButton(visit, 'connect', {
                label: again ? 'Use this key' : 'Connect this account',
                tone: 'main',
                values: { sealed },
              })
            : stepButton(visit, 'check', { label: 'Check again', tone: 'main', values: { sealed } })
        }
        ${stepButton(visit, 'key', { label: 'Use another key' })}
      </div>`,
  };
}

const shortOf = (missing: readonly TriedPermission[], provider: string): Part =>
  notice(
    'bad',
    html`${counted(missing.length, 'permission')} missing:
    ${missing.map(({ label }, index) => html`${index === 0 ? '' : ', '}<strong>${label}</strong>`)}. Edit the
    key in ${provider}’s dashboard, and check it again here. You need not paste it again.`,
  );
