import type { ApiDeps } from '../../api/deps.ts';
import { givenFields } from '../../providers/credentials.ts';
import { registry } from '../../providers/registry.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { checkKey } from '../../services/connect-sessions/check-key.ts';
import { chooseEntities, readChoice } from '../../services/connect-sessions/choose-entities.ts';
import { checkedFor } from '../../services/connect-sessions/checked-key.ts';
import {
  connectAccount,
  disconnectAccount,
  giveWebhookSecret,
  mendWebhooks,
  syncNow,
} from '../../services/connect-sessions/connect-account.ts';
import { askForConsent, consentOf } from '../../services/connect-sessions/consent.ts';
import { may } from '../../services/connect-sessions/may.ts';
import { readConnectPage } from '../../services/connect-sessions/read-connect-page.ts';
import { takeNotice, type Notice } from '../layout/notices.ts';
import type { Markup } from '../markup.ts';
import type { Form } from '../visits/form.ts';
import { consentUrl, keepTicket } from './consent-ticket.ts';
import { accountPage, nothingConnected, statePart } from './account-page.ts';
import { checkedPage, keyPage } from './key-page.ts';
import type { ConnectPage } from './page-frame.ts';
import type { PageVisit } from './page-visit.ts';

/** The provider's page; or a page of its own; or the first page, with what to say; or a part of it for the page's script. */
type Outcome =
  | { readonly leave: string }
  | { readonly page: ConnectPage }
  | { readonly said?: Notice }
  | { readonly part: Markup };

export type Step = (deps: ApiDeps, visit: PageVisit, form: Form) => Promise<Outcome>;

const good = (text: string): Outcome => ({ said: { tone: 'good', text } });

/** Where a merchant is: with an account, or on the way to one. */
export async function homePage(
  deps: ApiDeps,
  visit: PageVisit,
  said: Notice | undefined = takeNotice(visit.c),
): Promise<ConnectPage> {
  const { session, caller } = visit;
  const provider = deps.providers[session.provider];
  const connected = await readConnectPage(deps, caller, session);
  if (connected !== undefined) {
    const { publicBaseUrl } = deps.config;
    return accountPage(visit, { provider, connected, publicBaseUrl, said });
  }
  if (!may(session, 'connect')) return nothingConnected(visit, provider, said);
  return keyPage(visit, { ...(await keyParts(deps, visit)), said });
}

const keyParts = async (deps: ApiDeps, { session, caller }: PageVisit) => {
  const provider = deps.providers[session.provider];
  const connected = await readConnectPage(deps, caller, session);
  const choice = await readChoice(deps, caller, session);
  const asked = consentOf(deps, session);
  const consentOrigin = asked && new URL(asked.consent.url({ state: '', redirectUrl: '' })).origin;
  return { provider, ...choice, again: connected !== undefined, consentOrigin };
};

/** The fields of the provider's credentials that the form has, or a key that was checked before. */
function given(deps: ApiDeps, { session }: PageVisit, form: Form): Readonly<Record<string, string>> {
  const sealed = form.optional('sealed');
  if (sealed !== undefined) return checkedFor(deps, session).open(sealed).credentials;
  const { credentials }: ProviderDefinition = registry[session.provider];
  return givenFields(
    Object.fromEntries(Object.keys(credentials.shape).map((name) => [name, form.optional(name)])),
  );
}

/** What a merchant can do on the page, by the end of its form's path. */
export const steps: Readonly<Record<string, Step>> = {
  home: async () => ({}),

  state: async (deps, visit): Promise<Outcome> => {
    const connected = await readConnectPage(deps, visit.caller, visit.session);
    return connected === undefined ? {} : { part: statePart(visit, connected) };
  },

  key: async (deps, visit) => ({ page: keyPage(visit, await keyParts(deps, visit)) }),

  choose: async (deps, visit, form) => {
    const session = await chooseEntities(deps, visit.caller, visit.session, form.all('entity_types'));
    const chosen = { ...visit, session };
    const said: Notice = { tone: 'good', text: 'Chosen. The key below may read these, and no more.' };
    return { page: keyPage(chosen, { ...(await keyParts(deps, chosen)), said }) };
  },

  check: async (deps, visit, form) => {
    const parts = await keyParts(deps, visit);
    const values = given(deps, visit, form);
    const check = await checkKey(deps, visit.caller, visit.session, values);
    return {
      page:
        check.outcome === 'wrong'
          ? { ...keyPage(visit, { ...parts, values, problem: check }), status: 422 }
          : checkedPage(visit, parts, check),
    };
  },

  authorize: async (deps, visit) => {
    const { session, caller, c } = visit;
    const redirectUrl = consentUrl(deps.config.publicBaseUrl, session.provider);
    const { url, ticket } = await askForConsent(deps, caller, session, redirectUrl);
    keepTicket(c, ticket, visit.secret !== undefined);
    return { leave: url };
  },

  connect: async (deps, visit, form) => {
    await connectAccount(deps, visit.caller, visit.session, form.text('sealed'));
    return good('The account is connected, and is being copied.');
  },

  sync: async (deps, visit) => {
    const outcome = await syncNow(deps, visit.caller, visit.session);
    return good(outcome === 'busy' ? 'A sync is running already.' : 'A sync has started.');
  },

  webhooks: async (deps, visit) => {
    await mendWebhooks(deps, visit.caller, visit.session);
    return good('Changes arrive at once from now on.');
  },

  'webhook-secret': async (deps, visit, form) => {
    await giveWebhookSecret(deps, visit.caller, visit.session, form.text('webhook_secret'));
    return good('The secret is stored: the first webhook shows whether it is the right one.');
  },

  disconnect: async (deps, visit) => {
    await disconnectAccount(deps, visit.caller, visit.session);
    return good('The account is disconnected, and its key forgotten.');
  },
};
