import { html } from 'hono/html';
import type { settingsJson } from '../../api/schemas/limits/settings.ts';
import { conflictPolicies, type ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Connected } from '../../services/connections/list-connections.ts';
import { credentialFields } from '../components/credential-fields.ts';
import { badge } from '../components/badge.ts';
import { modeBadge } from '../components/connection-state.ts';
import { actionButton, choice, field, submit } from '../components/form.ts';
import { count, counted } from '../components/number.ts';
import { facts, section } from '../components/section.ts';
import { ago } from '../components/time.ts';
import type { Markup } from '../markup.ts';
import { newKeyPlace } from '../workspace/connection-view.ts';
import { copiedEntityFields } from '../workspace/entity-choice.ts';

const policies: Record<ConflictPolicy, string> = {
  provider_wins: 'The provider’s version wins',
  local_wins: 'Our version stays',
  manual: 'A person decides',
};

export interface ConnectionSettings extends Connected {
  readonly home: string;
  readonly provider: Provider;
  readonly mayChange: boolean;
}

export function connectionSettings({ row, reads, home, provider, mayChange }: ConnectionSettings): Markup {
  const path = `${home}/${row.providerName}`;
  return section({
    title: provider.displayName,
    actions: row.isActive
      ? badge('good', 'On')
      : badge('off', row.credentialsEncrypted === null ? 'Disconnected' : 'Off'),
    body: html`<div class="stack">
      ${facts([
        ['Account', html`<code>${row.accountId ?? 'not known'}</code> ${modeBadge(row.livemode)}`],
        ['Key ends with', html`<code>…${row.credentialsHint}</code>`],
        ['Connected', ago(row.createdAt)],
        [
          'Requests of 30 days',
          reads.budget === null ? count(reads.used) : `${count(reads.used)} of ${count(reads.budget)}`,
        ],
        ['If both sides changed', policies[row.conflictPolicy]],
      ])}
      ${mayChange ? changes(path, provider, row) : ''}
    </div>`,
  });
}

const changes = (path: string, provider: Provider, row: Connected['row']): Markup =>
  html`<details>
      <summary>Give a new key</summary>
      <form method="post" action="${path}/credentials" class="form" id="${newKeyPlace(row.providerName)}">
        ${credentialFields(row.providerName)} ${submit('Try it and store it')}
      </form>
    </details>
    <details>
      <summary>What is copied: ${counted(row.entityTypes.length, 'entity', 'entities')}</summary>
      <form method="post" action="${path}/entities" class="form full">
        ${copiedEntityFields(provider, row.entityTypes)} ${submit('Save the choice')}
      </form>
    </details>
    <details>
      <summary>Conflicts and read budget</summary>
      <form method="post" action="${path}/policy" class="form">
        ${choice({
          name: 'conflict_policy',
          label: 'If a row was changed here and at the provider',
          choices: conflictPolicies.map((policy) => ({ value: policy, label: policies[policy] })),
          value: row.conflictPolicy,
        })}
        ${field({
          name: 'read_budget',
          label: 'Requests in 30 days',
          hint: 'A scheduled sync that would need more is skipped. Empty: no bound.',
          type: 'number',
          min: 1,
          value: row.readBudget,
        })}
        ${submit('Save')}
      </form>
    </details>
    <div class="actions">
      ${
        row.isActive
          ? actionButton({
              action: `${path}/active`,
              label: 'Switch off',
              values: { active: 'no' },
              confirm:
                'Switch the connection off? Its sync is cancelled, its schedule deleted, its webhook endpoint removed.',
            })
          : row.credentialsEncrypted === null
            ? ''
            : actionButton({
                action: `${path}/active`,
                label: 'Switch on',
                tone: 'main',
                values: { active: 'yes' },
              })
      }
      ${
        row.credentialsEncrypted === null
          ? ''
          : actionButton({
              action: `${path}/disconnect`,
              label: 'Disconnect',
              tone: 'danger',
              confirm:
                'Disconnect the account? Its key is forgotten and its webhook endpoint removed. The copied rows stay.',
            })
      }
    </div>`;

export const limitsSection = (
  home: string,
  { requests_per_second, requests_at_once, effective }: ReturnType<typeof settingsJson>,
  mayChange: boolean,
): Markup =>
  section({
    title: 'Limits of its API keys',
    about: 'Of each key; of all keys of the workspace together four times that.',
    body: mayChange
      ? html`<form method="post" action="${home}/limits" class="form across">
          ${field({
            name: 'requests_per_second',
            label: 'Requests a second',
            type: 'number',
            min: 1,
            value: requests_per_second,
            placeholder: `${effective.requests_per_second}, as all workspaces`,
          })}
          ${field({
            name: 'requests_at_once',
            label: 'Requests at once',
            type: 'number',
            min: 1,
            value: requests_at_once,
            placeholder: `${effective.requests_at_once}, as all workspaces`,
          })}
          ${submit('Save')}
        </form>`
      : facts([
          ['Requests a second', count(effective.requests_per_second)],
          ['Requests at once', count(effective.requests_at_once)],
        ]),
  });

export const deleteSection = (home: string, name: string): Markup =>
  section({
    title: 'Delete the workspace',
    about:
      'Its keys are revoked, its accounts disconnected, its sync cancelled. Its rows are purged later; the audit log stays.',
    body: html`<form method="post" action="${home}/delete" class="form">
      ${field({ name: 'name', label: 'The workspace’s name', hint: html`Write <bdi><strong>${name}</strong></bdi>`, required: true, maxLength: 200 })}
      ${submit('Delete for ever', 'danger')}
    </form>`,
  });
