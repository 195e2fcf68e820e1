import type { z } from 'zod';
import { html } from 'hono/html';
import type { quotas, quotasChange } from '../../api/schemas/limits/quotas.ts';
import { field, submit } from '../components/form.ts';
import { count } from '../components/number.ts';
import { facts, section } from '../components/section.ts';
import type { Markup } from '../markup.ts';

type Shown = z.infer<typeof quotas>;
export type QuotaField = keyof z.infer<typeof quotasChange>;

const words: Record<QuotaField, { readonly label: string; readonly full: string }> = {
  syncs_per_day: { label: 'Syncs a day', full: 'At the limit none starts until midnight UTC.' },
  rows: { label: 'Rows', full: 'At the limit no sync starts. Webhooks are applied.' },
  stored_bytes: { label: 'Stored bytes', full: 'At the limit webhooks wait at the provider.' },
  waiting_events: { label: 'Waiting events', full: 'At the limit webhooks wait at the provider.' },
  readers: { label: 'Readers of a listing', full: 'At once, up to 10.' },
};

export const quotaFields = Object.keys(words) as QuotaField[];

const usedOf = (shown: Shown, name: QuotaField): string | undefined =>
  name === 'readers' ? undefined : count(shown[name].used);

/** What the workspace may use and uses; the platform may change it. */
export const quotasSection = (home: string, shown: Shown, mayChange: boolean): Markup =>
  section({
    title: 'Quotas',
    about: 'What the workspace may use, and what it uses now.',
    body: mayChange
      ? html`<form method="post" action="${home}/quotas" class="form across">
          ${quotaFields.map((name) => {
            const { limit, own } = shown[name];
            const used = usedOf(shown, name);
            return field({
              name,
              label: words[name].label,
              hint: `${used === undefined ? '' : `Used now: ${used}. `}${words[name].full}`,
              type: 'number',
              min: 1,
              value: own,
              placeholder: limit === null ? 'no limit' : `${count(limit)}, as all workspaces`,
            });
          })}
          ${submit('Save')}
        </form>`
      : facts(
          quotaFields.map((name) => {
            const { limit } = shown[name];
            const most = limit === null ? 'no limit' : count(limit);
            const used = usedOf(shown, name);
            return [words[name].label, used === undefined ? most : `${used} of ${most}`] as const;
          }),
        ),
  });
