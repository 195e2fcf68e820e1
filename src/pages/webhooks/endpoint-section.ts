import { html } from 'hono/html';
import type { webhookState } from '../../api/schemas/webhook-state.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Connected } from '../../services/connections/list-connections.ts';
import { badge, type Tone } from '../components/badge.ts';
import { actionButton } from '../components/form.ts';
import { notice } from '../components/notice.ts';
import { facts, section } from '../components/section.ts';
import { ago } from '../components/time.ts';
import type { Markup } from '../markup.ts';

type State = ReturnType<typeof webhookState>;

const looks: Record<State['status'], { readonly tone: Tone; readonly words: string }> = {
  active: { tone: 'good', words: 'Active' },
  needs_repair: { tone: 'bad', words: 'Needs repair' },
  manual: { tone: 'warn', words: 'By hand' },
  platform: { tone: 'good', words: 'The platform’s' },
};

export interface EndpointParts {
  readonly home: string;
  readonly row: Connected['row'];
  readonly provider: Pick<Provider, 'displayName'>;
  readonly state: State;
  readonly mayChange: boolean;
}

/** A connection's webhook endpoint: as it is here, and as the provider had it when it was last asked. */
export function endpointSection({ home, row, provider, state, mayChange }: EndpointParts): Markup {
  const { tone, words } = looks[state.status];
  const path = `${home}/${row.providerName}/webhook`;
  return section({
    title: `${provider.displayName}’s endpoint`,
    actions: badge(tone, words),
    body: html`${state.reason === undefined ? '' : notice(state.status === 'manual' ? 'warn' : 'bad', html`${state.reason} ${row.isActive && state.status === 'manual' ? state.what_to_do : ''}`)}
    ${facts([
      ['Address', html`<code>${state.url}</code>`],
      ['Last found as it should be', ago(row.webhookConfirmedAt)],
      [
        'Events',
        html`<details>
          <summary>${state.events.length} types</summary>
          <code>${state.events.join(', ')}</code>
        </details>`,
      ],
      ...(state.gap_since === undefined
        ? []
        : [
            ['Not delivered', html`since ${ago(new Date(state.gap_since))}; the next sync reads it`] as const,
          ]),
    ])}
    ${
      mayChange && row.isActive && state.status !== 'platform'
        ? html`<div class="actions spaced">
            ${actionButton({ action: `${path}/repair`, label: 'Check and repair' })}
            ${actionButton({
              action: `${path}/rotate`,
              label: 'Rotate the secret',
              confirm:
                'Make a new endpoint with a new secret? The old one goes on for 24 hours, so that no event is lost.',
              values: { old_secrets: 'keep' },
            })}
            ${actionButton({
              action: `${path}/rotate`,
              label: 'Rotate, end the old one now',
              tone: 'danger',
              confirm:
                'End the present secret at once, because it may be stolen? The next sync reads what is not delivered.',
              values: { old_secrets: 'end' },
            })}
          </div>`
        : ''
    }`,
  });
}
