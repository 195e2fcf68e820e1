import { presets } from '../../src/domain/entities/presets.ts';
import { entities } from '../../src/domain/entities/entities.ts';
import { chargebeeEntities } from '../../src/providers/chargebee/chargebee-entities.ts';
import type { ChargebeeEntity } from '../../src/providers/chargebee/chargebee-entity.ts';
import { setsOf } from '../../src/providers/provider-entity.ts';
import { stripeKeyForm } from '../../src/providers/stripe/key-form.ts';
import {
  stripeEntities,
  stripeEntityTypes,
  type StripeEntityType,
} from '../../src/providers/stripe/stripe-entities.ts';
import { ownEventTypesOf, type StripeEntity } from '../../src/providers/stripe/stripe-entity.ts';
import { notCopied, peersOf } from './peers.ts';
import { markdownTable } from './table.ts';

const howChangesCome = ({ relisted, expand, events, below }: StripeEntity): string => {
  if (below?.readAfter === 'changed') return `events about ${below.parents}, each with a request`;
  const some = events.changed.length > 0 ? 'events, and ' : '';
  if (relisted === 'all') return `${some}each sync lists all`;
  if (relisted !== undefined) return `${some}each sync lists the last ${relisted} days`;
  if (events.ofOthers !== undefined && expand.length === 0) return "events, its own and others'";
  return expand.length > 0 ? 'events, each with a request' : 'events';
};

function row(entityType: StripeEntityType): string[] {
  const entity = stripeEntities[entityType];
  const { below } = entity;
  const sets = setsOf({ entities: stripeEntities }, entityType).filter((set) => set !== 'everything');
  const removed = entity.events.gone.length > 0 || below !== undefined ? 'yes' : 'never';
  return [
    `\`${entityType}\``,
    `\`${entity.endpoint}\``,
    below?.requestEach === true ? 'chosen by name' : sets.join(', ') || '–',
    entity.permission === null ? 'not published' : `${entity.permission[1]}_read`,
    howChangesCome(entity),
    String(ownEventTypesOf(entity).length),
    removed,
    Object.keys(entity.nested).join(', ') || '–',
    peersOf[entityType],
  ];
}

function chargebeeRow({ mapping, wrapper, path, events }: ChargebeeEntity): string[] {
  const { entityType } = mapping;
  return [
    `\`${entityType}\``,
    `\`${path}\``,
    wrapper.replaceAll('_', ' '),
    entities[entityType].presets.join(', ') || '–',
    String(events.length),
  ];
}

const head = [
  'entity',
  'list',
  'in',
  'permission',
  'changes come by',
  'events',
  'goes',
  'lists inside, whole',
  'peers',
];

/** For each set of entities, what a key may, and Stripe's form for it. */
const leastPermissions = (): string =>
  presets
    .map((preset) => {
      const copied = stripeEntityTypes.filter((each) =>
        setsOf({ entities: stripeEntities }, each).includes(preset),
      );
      const keyForm = stripeKeyForm(copied);
      const of = (wanted: 'read' | 'write') =>
        keyForm.permissions.filter(({ access }) => access === wanted).map(({ label }) => label);
      const form = keyForm.url({ name: 'Payment sync', livemode: true });
      return `- \`${preset}\` ([form](${form})): _Read_ for ${of('read').join(', ')}; _Write_ for ${of('write').join(', ')}.`;
    })
    .join('\n');

/** docs/entities.md: what can be copied of Stripe, beside what others copy. */
export const entitiesDocument = (): string => `# Entities

What can be copied. \`npm run docs\` writes this page. A connection copies those that are chosen by \`entity_types\`
([api.md](api.md)), by name or by set: \`standard\`, \`billing\`, \`payments\`; \`everything\` is all of them but those that are chosen by
name. Each costs a request for a hundred objects in a full sync, and its events in the webhook endpoint.

Those that are chosen by name are in no list of their own: they cost a request for each object that they are below of, as payment methods for each
customer. \`GET …/payment-providers/stripe/entities\` says how many requests that is before they are chosen, and a session's progress counts them.
Of \`subscriptions\` and \`customers\` the first items and tax ids come with their parents' pages, and cost little.

A payment method that is detached stays in the copy, without its customer: charges name it. One that was detached before it was first listed is not
copied: Stripe has it in no list, and it can neither be charged nor attached again.

## Stripe

The key needs the permission (Stripe writes \`rak_\` before it in errors).
One that the account has not switched on, as Issuing, has no rows: that is neither a hole nor a failure.

Peers: S supabase/stripe-sync-engine, E \`@stripe/sync-engine\`, V its fork (small letters: by webhook only), A Airbyte, P PostHog, F Fivetran, T tap-stripe,
D dlt.

${markdownTable([head, ...stripeEntityTypes.map(row)])}

## The least that a key needs

A restricted key with these permissions, all else _None_. The links open Stripe's form with them ticked; a connect session and \`wps connect\` make
such a link for whatever a connection copies. \`POST …/payment-providers/stripe/check\` says what a key lacks, before it is stored.

${leastPermissions()}

## Not copied from Stripe

What any of them copies and this service does not, with the reason.

${markdownTable([['object', 'peers', 'why not'], ...notCopied.map((each) => [...each])])}

## Chargebee

A site has one product catalog: of 2.0 items (\`products\`) and item prices (\`prices\`), of 1.0 \`plans\` and \`addons\`; the other's have no rows. An incremental
sync reads the events, and of each list what was updated since. Invoices and credit notes with more line items than Chargebee shows cost a
request each, or more. A full-access key is needed for the webhook endpoint, a read-only one for all else.

A test site whose clock was reset has lost its objects, and gives new ones lower versions. The next full sync makes the copy equal to it: what is gone
is marked as deleted, and an object whose version went back is fetched and believed. Until then events about ids that were there before change nothing. While the site's
clock is behind the present, incremental syncs and events of deletions find nothing, because what they tell is older than the copy: copy such a site by full syncs.

${markdownTable([
  ['entity', 'list', 'at Chargebee', 'in', 'events'],
  ...Object.values(chargebeeEntities).map(chargebeeRow),
])}
`;
