import { html } from 'hono/html';
import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import type { Providers } from '../../providers/registry.ts';
import { credentialFields } from '../components/credential-fields.ts';
import { submit } from '../components/form.ts';
import { section } from '../components/section.ts';
import type { Markup } from '../markup.ts';
import { entityChoiceFields } from './entity-choice.ts';

/** For a workspace without a connection. Most connect the first provider: the others are folded up. */
export const connectSections = (home: string, providers: Providers): Markup[] =>
  paymentProviders.map((provider, index) =>
    section({
      title: `Connect ${providers[provider].displayName}`,
      about:
        'The key is tried first, then stored encrypted, and a webhook endpoint is made. One that may only read is enough.',
      body:
        index === 0
          ? connectForm(home, provider, providers)
          : html`<details>
              <summary>Give a key of ${providers[provider].displayName}</summary>
              ${connectForm(home, provider, providers)}
            </details>`,
    }),
  );

const connectForm = (home: string, provider: PaymentProvider, providers: Providers): Markup =>
  html`<form method="post" action="${home}/${provider}/connect" class="form">
    ${credentialFields(provider)} ${entityChoiceFields(providers[provider])} ${submit('Connect')}
  </form>`;
