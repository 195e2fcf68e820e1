import type Stripe from 'stripe';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { FieldPath } from '../../domain/entities/mapping.ts';
import type { CheckedFields, FieldAt, Fields } from '../field-paths.ts';
import type { NamingFields } from '../named-objects.ts';
import type { Below, ProviderEntity } from '../provider-entity.ts';

export interface StripeListParams {
  limit: number;
  starting_after?: string;
  created?: { gte?: number; lt?: number };
  expand?: string[];
}

/** The field that has an object's date. */
export type DateField = 'created' | 'date';

/** An object of Stripe's, as far as this service looks into it. */
export interface StripeObject {
  id: string;
  created?: number;
  date?: number;
  livemode?: boolean;
  deleted?: boolean;
}

/** A list inside an object. Stripe shows its first elements only, and `has_more`: the rest has an endpoint of its own. */
export interface NestedList {
  readonly endpoint: string;
  list(stripe: Stripe, id: string, params: Omit<StripeListParams, 'created' | 'expand'>): Promise<object>;
}

/** A list below each object of another entity. */
export interface ListedBelow extends Below {
  readonly of: StripeEntity;
  readonly list: NestedList;
  /** The parent's field that shows the first of them, and whether it has to be asked for. */
  readonly shownIn?: { readonly field: string; readonly expand: boolean } | undefined;
}

type EventType = Stripe.Event['type'];

/** Stripe's names of a permission: of the row in its form, and in the form's address after `rak_`. */
export type StripePermission = readonly [label: string, name: string];

/** One entity of Stripe's: how it is listed, read and mapped, and which events concern it. */
export interface StripeEntity extends ProviderEntity {
  /** As Stripe's rate limits count it. */
  readonly endpoint: string;
  /** What a restricted key needs to read it; null: Stripe publishes no name of it. */
  readonly permission: StripePermission | null;
  /** What Stripe answers instead of a list if the account has not switched the product on: then it has none. */
  readonly notSwitchedOn?: RegExp | undefined;
  /** Null: its objects have no date. */
  readonly dateField: DateField | null;
  list(stripe: Stripe, params: StripeListParams): Promise<object>;
  retrieve(stripe: Stripe, id: string, params: { expand?: string[] }): Promise<object>;
  /** Fields that Stripe shows only if a request asks for them: events never have them, and lead to a fetch. */
  readonly expand: readonly string[];
  readonly events: {
    /** After these the object is as the event shows it. */
    readonly changed: readonly EventType[];
    /** After these it is gone. */
    readonly gone: readonly EventType[];
    /** Events about other objects that change this one without an event of its own: it is fetched (`namedIn`). */
    readonly ofOthers?: NamedIn | undefined;
  };
  readonly nested: Readonly<Record<string, NestedList>>;
  readonly below?: ListedBelow | undefined;
  /** Where its objects name others that a list may not show. */
  readonly names: NamingFields;
}

/** By the types of events: where an event's `data` has an object's id. */
export type NamedIn = Readonly<Partial<Record<EventType, FieldPath>>>;

type DataOf<Type> = Extract<Stripe.Event, { type: Type }>['data'];

/** Checks each path against the SDK's type of the event: one that leads to no id does not compile. */
export const namedIn = <const Given extends NamedIn>(
  paths: Given & {
    readonly [Type in keyof Given]: Given[Type] extends string
      ? string extends Extract<FieldAt<DataOf<Type>, Given[Type]>, string>
        ? Given[Type]
        : `${Given[Type]} leads to no id`
      : never;
  },
): NamedIn => paths;

/** The events about an entity's own objects. */
export const ownEventTypesOf = ({ events }: StripeEntity): EventType[] => [...events.changed, ...events.gone];

/** All events that concern some entities, each once. */
export const eventTypesOf = (entities: readonly StripeEntity[]): EventType[] => {
  const ofOthers = entities.flatMap(({ events }) => Object.keys(events.ofOthers ?? {}) as EventType[]);
  const ofParents = entities.flatMap(({ below }) => (below === undefined ? [] : ownEventTypesOf(below.of)));
  return [...new Set([...entities.flatMap(ownEventTypesOf), ...ofParents, ...ofOthers])];
};

/** The fields in which an object always holds a list: each must say where the rest of it is. */
type ListsIn<Shape> = keyof {
  [Name in keyof Shape as Shape[Name] extends { object: 'list'; has_more: boolean } ? Name : never]: true;
};

type Description<Shape> = Pick<
  StripeEntity,
  'endpoint' | 'permission' | 'events' | 'retrieve' | 'chosenIds' | 'notSwitchedOn' | 'relisted'
> & {
  /** Null: its objects do not say whether they are live or test data. Default: `livemode`. */
  readonly livemode?: null;
  /** Null: they have no date. Default: `created`. */
  readonly dateField?: DateField | null;
  /** Its list cannot be filtered by `created`. */
  readonly paging?: 'sequential';
  list(stripe: Stripe, params: StripeListParams): Promise<{ readonly data: readonly Shape[] }>;
  readonly expand?: readonly (keyof Shape & string)[];
  readonly names?: NamingFields;
} & ([ListsIn<Shape>] extends [never]
    ? { readonly nested?: never }
    : { readonly nested: Readonly<Record<ListsIn<Shape>, NestedList>> });

/**
 * Describes one entity of Stripe's, whose objects the SDK types as `Shape`. A column without a path, or with a path that
 * names no such field of the object, does not compile.
 */
export const stripeEntity =
  <Shape>() =>
  <Type extends EntityType, const Given extends Fields<Type>>(
    entityType: Type,
    description: Description<Shape> & { readonly fields: Given & NoInfer<CheckedFields<Type, Shape, Given>> },
  ): StripeEntity => {
    const { fields, nested = {}, expand = [], names = {}, livemode = 'livemode', ...rest } = description;
    const { dateField = 'created', paging = 'created-windows' } = description;
    const columns: Fields<Type> = fields;
    return {
      ...rest,
      mapping: { entityType, id: 'id', created: dateField, livemode, columns },
      paging,
      dateField,
      nested,
      expand,
      names,
    };
  };
