import { html } from 'hono/html';
import { presets, type Preset } from '../../domain/entities/presets.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { Provider } from '../../providers/provider.ts';
import { chosenOf, defaultChoiceOf, entityTypesOf } from '../../providers/provider-entity.ts';
import { entityTicks } from '../components/entity-ticks.ts';
import { tick, ticks } from '../components/form.ts';
import type { Markup } from '../markup.ts';
import { entityName } from '../sessions/session-looks.ts';

const presetNames: Record<Preset, string> = {
  standard: 'Standard',
  billing: 'Billing',
  payments: 'Payments',
  everything: 'Everything',
};

const inWords = (types: readonly EntityType[]): string => types.map(entityName).join(', ');

/** What is to be copied: sets, and single entities. What several of them have is copied once. */
export function entityChoiceFields(provider: Provider): Markup {
  const sets = presets.filter((preset) => chosenOf(provider, [preset]).length > 0);
  return html`${ticks({
      legend: 'What to copy',
      hint: `Without a tick: ${inWords(defaultChoiceOf(provider))}. It can be changed later.`,
      ticks: sets.map((preset) =>
        tick(
          'entity_types',
          html`<span title="${inWords(chosenOf(provider, [preset]))}">${presetNames[preset]}</span>`,
          { value: preset, checked: preset === 'standard' },
        ),
      ),
    })}
    <details>
      <summary>Single entities</summary>
      ${ticks({
        legend: 'Also these',
        ticks: entityTicks(provider, entityTypesOf(provider)),
      })}
    </details>`;
}

/** What a connection copies, to be changed: each entity by itself. */
export const copiedEntityFields = (provider: Provider, copied: readonly EntityType[]): Markup =>
  ticks({
    legend: 'What is copied',
    hint: 'What you add is read by the next sync. What you take away is followed no more; its rows stay.',
    ticks: entityTicks(provider, entityTypesOf(provider), copied),
  });
