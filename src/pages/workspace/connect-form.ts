import { html } from 'hono/html';
import { paymentProviders } from '../../domain/payment-provider.ts';
import type { Providers } from '../../providers/registry.ts';
import { credentialFields } from '../components/credential-fields.ts';
import { submit } from '../components/form.ts';
import { section } from '../components/section.ts';
import type { Markup } from '../markup.ts';
import { entityChoiceFields } from './entity-choice.ts';

/** For a workspace without a connection. */
export const connectSections = (home: string, providers: Providers): Markup[] =>
  paymentProviders.map((provider) =>
    section({
      title: `Connect ${providers[provider].displayName}`,
      about:
        'The key is tried first, then stored encrypted, and a webhook endpoint is made. A key that may only read is enough (docs/security.md).',
      body: html`<form method="post" action="${home}/${provider}/connect" class="form">
        ${credentialFields(provider)} ${entityChoiceFields(providers[provider])} ${submit('Connect')}
      </form>`,
    }),
  );
