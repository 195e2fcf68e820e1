import { html } from 'hono/html';
import { connectSessionState } from '../../domain/connect-session.ts';
import type { Provider } from '../../providers/provider.ts';
import { copiedBy } from '../../services/connect-sessions/choose-entities.ts';
import { may } from '../../services/connect-sessions/may.ts';
import { pageAddress } from '../../services/connect-sessions/page-address.ts';
import type { ConnectSession } from '../../services/connect-sessions/use-link.ts';
import { field, submit } from '../components/form.ts';
import { notice } from '../components/notice.ts';
import { moment } from '../components/time.ts';
import type { Part } from '../markup.ts';
import { platformName, wayBack, type ConnectPage } from './page-frame.ts';

const all = new Intl.ListFormat('en');

const inWords = (entityType: string): string => entityType.replaceAll('_', ' ');

/**
 * What a link shows before it is used: opening it changes nothing, so a mail scanner may. The page's script takes the token out
 * of the address for the form; without script it is pasted.
 */
export const gatePage = (session: ConnectSession, provider: Provider, problem?: string): ConnectPage => {
  const { displayName } = provider;
  const connects = may(session, 'connect');
  const title = connects ? `Connect your ${displayName} account` : `Your ${displayName} account`;
  const action = `${pageAddress(session)}/open`;
  return {
    title,
    event: 'ready',
    body: html`<h1>${title}</h1>
      ${problem === undefined ? '' : notice('bad', problem)}
      <p>
        ${platformName(session, 'Your platform')}
        ${
          connects
            ? html`asks for a copy of your ${all.format(copiedBy(session, provider).map(inWords))} at
              ${displayName}, and to keep it up to date. You make a key that may read them, and see what it
              may before anything is stored.`
            : html`has connected it. See how it is, and what you can do.`
        }
      </p>
      <form method="post" action="${action}" class="form" id="open" hidden>
        <input type="hidden" name="token" value="" />
        ${submit('Continue')}
      </form>
      <noscript>
        <form method="post" action="${action}" class="form">
          ${field({
            name: 'token',
            label: 'Paste the whole address of this page',
            hint: 'Your browser runs no scripts, so it cannot do that by itself.',
            required: true,
            maxLength: 2_000,
          })}
          ${submit('Continue')}
        </form>
      </noscript>
      <p class="soft tiny">This link works once, until ${moment(session.expiresAt)}.</p>`,
  };
};

const newLink = (session: ConnectSession): Part =>
  html`<div class="actions">
    ${
      session.refreshUrl === null
        ? ''
        : html`<a class="button main" href="${session.refreshUrl}" target="_top">Get a new link</a>`
    }
    ${wayBack(session, 'Back')}
  </div>`;

/** Why a link does not open its page. */
export function closedPage(session: ConnectSession | undefined, now = Date.now()): ConnectPage {
  if (session === undefined) {
    return {
      title: 'This link is not valid',
      event: 'ended',
      status: 404,
      body: html`<h1>This link is not valid</h1>
        <p>Part of it may be missing: copy the whole link, or ask for a new one where you got it.</p>`,
    };
  }
  const state = connectSessionState(session, now);
  const said =
    state === 'used' || (state === 'expired' && session.usedAt !== null)
      ? {
          title: state === 'used' ? 'This link was used already' : 'This page has ended',
          about:
            state === 'used'
              ? 'Each link opens once. If it was you, go on in the window in which you opened it; else ask for a new link.'
              : 'It works for an hour. What you have done on it stays. Ask for a new link to go on.',
        }
      : state === 'expired'
        ? { title: 'This link has expired', about: 'Nothing was changed. Ask for a new one to go on.' }
        : {
            title: 'This link was ended',
            about: 'What was done on its page stays. Ask for a new link to go on.',
          };
  return {
    title: said.title,
    event: 'ended',
    status: 410,
    body: html`<h1>${said.title}</h1>
      <p>${said.about}</p>
      ${newLink(session)}`,
  };
}
