import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { roleIn } from '../../api/principals/principal.ts';
import { newConnectSession, wantedConnectSession } from '../../api/schemas/connections/connect-session.ts';
import { capabilitiesOf } from '../../domain/connect-session.ts';
import { paymentProviders } from '../../domain/payment-provider.ts';
import type { Providers } from '../../providers/registry.ts';
import { createConnectSession } from '../../services/connect-sessions/create-connect-session.ts';
import { choice, submit, tick } from '../components/form.ts';
import { notice } from '../components/notice.ts';
import { section } from '../components/section.ts';
import { moment } from '../components/time.ts';
import { flag, type Markup } from '../markup.ts';
import type { Doors } from '../visits/doors.ts';
import { checked } from '../visits/input.ts';

const lasting = [
  { value: '1800', label: 'half an hour' },
  { value: '86400', label: 'a day, as for a mail' },
] as const;

/** Makes a link that a merchant opens instead of giving anybody a key. */
export const merchantLinkSection = (home: string, providers: Providers, open: boolean): Markup =>
  section({
    title: 'A link for the merchant',
    about:
      'It opens one page, once. There the merchant makes a key with the right permissions, connects the account, and later sees to it.',
    body: html`<details ${flag('open', open)}>
      <summary>Make a link</summary>
      <form method="post" action="${home}/merchant-link" class="form">
        ${choice({
          name: 'provider',
          label: 'Account at',
          choices: paymentProviders.map((value) => ({ value, label: providers[value].displayName })),
        })}
        ${choice({ name: 'expires_in', label: 'Can be opened for', choices: lasting })}
        ${tick('merchant_chooses', 'The merchant may choose what is copied')} ${submit('Make a link')}
      </form>
    </details>`,
  });

export function merchantLinkRoute(doors: Doors, deps: ApiDeps): void {
  doors.workspaceForm('/merchant-link', 'operator', async (visit, form) => {
    const body = checked(
      newConnectSession,
      {
        provider: form.text('provider'),
        expires_in: Number(form.text('expires_in')),
        merchant_chooses: form.has('merchant_chooses'),
      },
      'Link',
    );
    const mayHandOn = capabilitiesOf(roleIn(visit.principal, visit.workspace.id));
    const wanted = wantedConnectSession(body, deps.providers[body.provider], mayHandOn);
    const { row, url } = await createConnectSession(deps, visit.caller, wanted);
    return {
      page: {
        tab: '',
        title: 'Link for the merchant',
        body: section({
          title: 'Link for the merchant',
          body: html`<div class="stack">
            ${notice('warn', 'Copy it now: it is not shown again.')}
            <div class="secret">
              <code>${url}</code><button type="button" data-copy="${url}">Copy</button>
            </div>
            <p class="soft">
              It opens once, until ${moment(row.expiresAt)}. Opening it changes nothing yet, so it may go by
              mail.
            </p>
            <p><a href="${visit.home}">Back to the workspace</a></p>
          </div>`,
        }),
      },
    };
  });
}
