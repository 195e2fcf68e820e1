import type { EntityType } from '../../domain/entities/entities.ts';
import type { KeyForm, KeyPermission } from '../key-form.ts';
import { stripeEntityOf } from './stripe-entities.ts';

interface Named extends KeyPermission {
  readonly name: string;
}

const events: Named = { uses: ['events'], label: 'Events', access: 'read', name: 'event' };
const webhooks: Named = { uses: ['webhooks'], label: 'Webhook Endpoints', access: 'write', name: 'webhook' };

function permissionsFor(entityTypes: readonly EntityType[]): readonly Named[] {
  const byName = new Map<string, Named>();
  for (const entityType of entityTypes) {
    const { permission } = stripeEntityOf(entityType);
    if (permission === null) continue;
    const [label, name] = permission;
    const uses = [...(byName.get(name)?.uses ?? []), entityType];
    byName.set(name, { uses, label, access: 'read', name });
  }
  return [...byName.values(), events, webhooks];
}

/**
 * Stripe's form for a restricted key. That it can be filled in by its address is not documented: a permission that it does not
 * know stays unticked, and the check of the key then names it. Seen in use by PostHog and others, with `rak_plan_read` for
 * prices.
 */
export function stripeKeyForm(entityTypes: readonly EntityType[]): KeyForm {
  const permissions = permissionsFor(entityTypes);
  return {
    placeholder: 'rk_…',
    permissions,
    url({ name, livemode }) {
      const url = new URL(`https://dashboard.stripe.com${livemode ? '' : '/test'}/apikeys/create`);
      url.searchParams.set('name', name);
      for (const [index, { name: permission, access }] of permissions.entries()) {
        url.searchParams.set(`permissions[${index}]`, `rak_${permission}_${access}`);
      }
      return url.href;
    },
    isUnrestricted: ({ api_key: key = '' }) => !key.startsWith('rk_'),
  };
}
