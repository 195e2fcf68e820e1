import type Stripe from 'stripe';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { CheckedFields, Fields } from '../field-paths.ts';
import type { DateField, ListedBelow, NestedList, StripeEntity } from './stripe-entity.ts';

/** Parents that are read at once if each costs a request: a second's requests in a sandbox. */
const parentsAtOnce = 25;

type Description<Shape> = Pick<StripeEntity, 'endpoint' | 'permission' | 'events'> &
  Pick<ListedBelow, 'readAfter' | 'shownIn'> & {
    /** Null: they have no date. Default: `created`. */
    readonly dateField?: DateField | null;
    /** Null: its objects do not say whether they are live or test data. Default: `livemode`. */
    readonly livemode?: null;
    /** The entity whose objects these are below of. */
    readonly parents: StripeEntity;
    /** What is below one of them. */
    list(
      stripe: Stripe,
      parentId: string,
      page: Parameters<NestedList['list']>[2],
    ): Promise<{ readonly data: readonly Shape[] }>;
    /** Absent: none can be fetched by itself. */
    retrieve?(stripe: Stripe, id: string): Promise<object>;
  };

/**
 * Describes an entity that Stripe lists below each object of another one only. `column`: the one with the parent's id.
 * Everything that can be checked of `stripeEntity` is checked here too.
 */
export const stripeEntityBelow =
  <Shape>() =>
  <Type extends EntityType, const Given extends Fields<Type>>(
    entityType: Type,
    column: keyof Given & string,
    description: Description<Shape> & { readonly fields: Given & NoInfer<CheckedFields<Type, Shape, Given>> },
  ): StripeEntity => {
    const { endpoint, permission, events, parents, shownIn, readAfter } = description;
    const { fields, dateField = 'created', livemode = 'livemode' } = description;
    const columns: Fields<Type> = fields;
    return {
      endpoint,
      permission,
      events,
      mapping: { entityType, id: 'id', created: dateField, livemode, columns },
      paging: 'sequential',
      dateField,
      nested: {},
      expand: [],
      names: {},
      // Of the parents, from which what is below them is read.
      list: (stripe, params) =>
        parents.list(stripe, {
          ...params,
          ...(shownIn?.expand === true && { expand: [`data.${shownIn.field}`] }),
        }),
      retrieve: (stripe, id) =>
        description.retrieve?.(stripe, id) ??
        Promise.reject(new TypeError(`None of ${endpoint} can be fetched by itself.`)),
      below: {
        parents: parents.mapping.entityType,
        of: parents,
        column,
        requestEach: shownIn === undefined,
        parentsAPage: shownIn === undefined ? parentsAtOnce : 100,
        readAfter,
        list: { endpoint, list: (stripe, id, page) => description.list(stripe, id, page) },
        shownIn,
        unaddressed: description.retrieve === undefined,
      },
    };
  };
