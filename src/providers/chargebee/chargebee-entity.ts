import type Chargebee from 'chargebee';
import type { EventTypeEnum } from 'chargebee';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { CheckedFields, Fields } from '../field-paths.ts';
import type { ProviderEntity } from '../provider-entity.ts';

/** Flat, because the SDK sends two operators on one attribute wrongly, and as it changes what it is given. */
export type ListParams = {
  limit: number;
  offset?: string;
  include_deleted?: boolean;
  'sort_by[asc]'?: string;
  'updated_at[after]'?: number;
};

/** An object, as far as this service looks into it. */
export interface ChargebeeObject {
  readonly id: string;
  readonly resource_version?: number;
  readonly updated_at?: number;
  readonly deleted?: boolean;
  readonly status?: string;
}

/** One entity of Chargebee's: how it is listed, read and mapped, and which events concern it. */
export interface ChargebeeEntity extends ProviderEntity {
  /** What Chargebee calls one object: each element of a list is `{<wrapper>: {…}, …}`, and so is what an event shows. */
  readonly wrapper: string;
  readonly path: string;
  /** The order of a whole listing: by what does not change, so that no change moves an object from one page to another. */
  readonly order: 'created_at' | 'date' | 'id' | null;
  list(sdk: Chargebee, params: ListParams): Promise<unknown>;
  /** `more`: the object with other line items. */
  retrieve(sdk: Chargebee, id: string, more: { line_items_offset?: string }): Promise<unknown>;
  /** What an endpoint must be enabled for. */
  readonly events: readonly EventTypeEnum[];
}

type Description = Pick<
  ChargebeeEntity,
  'wrapper' | 'path' | 'order' | 'list' | 'retrieve' | 'events' | 'chosenIds'
> & {
  /** Null: Chargebee does not date such objects. */
  readonly created: 'created_at' | 'date' | null;
};

/**
 * Describes one entity, whose objects the SDK types as `Shape`. A column without a path, or with a path that names no such
 * field, does not compile.
 */
export const chargebeeEntity =
  <Shape>() =>
  <Type extends EntityType, const Given extends Fields<Type>>(
    entityType: Type,
    description: Description & { readonly fields: Given & NoInfer<CheckedFields<Type, Shape, Given>> },
  ): ChargebeeEntity => {
    const { fields, created, ...rest } = description;
    const columns: Fields<Type> = fields;
    return {
      ...rest,
      mapping: {
        entityType,
        element: rest.wrapper,
        id: 'id',
        created,
        livemode: null,
        version: 'resource_version',
        columns,
      },
      paging: 'sequential',
      relisted: 'changed',
    };
  };

/** Whether Chargebee shows an object as one that is deleted. */
export const isDeleted = ({ deleted, status }: Pick<ChargebeeObject, 'deleted' | 'status'>): boolean =>
  deleted === true || status === 'deleted';
