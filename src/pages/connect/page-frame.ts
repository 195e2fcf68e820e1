import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { pageAddress } from '../../services/connect-sessions/page-address.ts';
import type { ConnectSession } from '../../services/connect-sessions/use-link.ts';
import { actionButton, hiddenFields, type ActionParts } from '../components/form.ts';
import { icon } from '../components/icon.ts';
import { answerPage } from '../layout/answer.ts';
import { named, type Markup, type Part } from '../markup.ts';
import type { PageVisit } from './page-visit.ts';

/** What a page in a frame tells the page around it. Never a key, and nothing of the account. */
export type PageEvent = 'ready' | 'connected' | 'synced' | 'disconnected' | 'ended';

export interface ConnectPage {
  readonly title: string;
  readonly body: Part;
  readonly event: PageEvent;
  readonly status?: ContentfulStatusCode;
  readonly live?: boolean;
  /** Origins to which its forms lead. */
  readonly formsLeadTo?: readonly string[];
}

/** The platform's name, as it wants merchants to know it. */
export const platformName = ({ theme }: ConnectSession, otherwise: string): Markup | string =>
  theme.name === undefined ? otherwise : named(theme.name);

const heading = ({ theme }: ConnectSession): Markup | '' =>
  theme.name === undefined && theme.logoUrl === undefined
    ? ''
    : html`<header class="platform">
        ${theme.logoUrl === undefined ? '' : html`<img src="${theme.logoUrl}" alt="" />`}
        ${theme.name === undefined ? '' : html`<span>${named(theme.name)}</span>`}
      </header>`;

const themePath = (session: ConnectSession): string => `${pageAddress(session)}/theme.css`;

/** Where the page leads back to, out of a frame too. */
export const wayBack = (session: ConnectSession, label: string): Markup | '' =>
  session.returnUrl === null
    ? ''
    : html`<a class="button" href="${session.returnUrl}" target="_top"
        ><span
          >${label}${session.theme.name === undefined ? '' : html` to ${named(session.theme.name)}`}</span
        ></a
      >`;

/** A page under the policy of its session; without one nobody may embed it. */
export const answerConnect = (
  c: Context,
  session: ConnectSession | undefined,
  { title, body, event, status = 200, live = false, formsLeadTo = [] }: ConnectPage,
): Promise<Response> => {
  const logo = session?.theme.logoUrl;
  return answerPage(
    c,
    {
      title,
      ...(session !== undefined && { header: heading(session), stylesheet: themePath(session) }),
      live,
      module: 'connect.js',
      body: html`<div
        class="connect stack"
        data-event="${event}"
        data-origins="${session?.embedOrigins.join(' ') ?? ''}"
        data-workspace="${session?.workspaceId ?? ''}"
        data-provider="${session?.provider ?? ''}"
      >
        ${body}
      </div>`,
      footer: html`<footer class="assurance">
        ${icon('lock')}
        <p>Your key is stored encrypted, and is shown to nobody again. You can take it back at any time.</p>
      </footer>`,
    },
    status,
    {
      embeddedBy: session?.embedOrigins ?? [],
      formsLeadTo,
      imagesFrom: logo === undefined ? [] : [new URL(logo).origin],
    },
  );
};

/** What every form of the page carries. */
export const pageFields = ({ secret }: PageVisit): Markup[] =>
  secret === undefined ? [] : hiddenFields({ page: secret });

/** A button for one step; `step` is below the page's path. */
export const stepButton = (
  { home, secret }: PageVisit,
  step: string,
  { values = {}, ...parts }: Omit<ActionParts, 'action'>,
): Markup =>
  actionButton({
    ...parts,
    action: `${home}/${step}`,
    values: { ...values, ...(secret !== undefined && { page: secret }) },
  });
