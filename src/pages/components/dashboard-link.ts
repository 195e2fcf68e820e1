import { html } from 'hono/html';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { DashboardThing } from '../../providers/dashboard-thing.ts';
import type { Providers } from '../../providers/registry.ts';
import type { Connected } from '../../services/connections/list-connections.ts';
import type { Markup } from '../markup.ts';
import { icon } from './icon.ts';

/** A link to an object in the provider's own dashboard, in its account and mode; nothing if it has no page there. */
export function dashboardLink(
  providers: Providers,
  connected: readonly Connected[],
  of: PaymentProvider,
  thing: Pick<DashboardThing, 'kind' | 'id'>,
): Markup | '' {
  const row = connected.map((each) => each.row).find(({ providerName }) => providerName === of);
  if (row === undefined) return '';
  const { accountId, livemode } = row;
  const provider = providers[of];
  const url = provider.dashboardUrl?.({ ...thing, accountId, livemode });
  return url === undefined
    ? ''
    : html`<a href="${url}" target="_blank" rel="noopener noreferrer"
        >At ${provider.displayName} ${icon('outside')}</a
      >`;
}
