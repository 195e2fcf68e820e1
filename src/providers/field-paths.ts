import type { ColumnKind } from '../domain/entities/column.ts';
import type { ColumnOf, ColumnsOf, EntityType } from '../domain/entities/entities.ts';
import type { Reading, ReadingOf } from '../domain/entities/mapping.ts';

/** The mapping of an entity's columns: each one is named. Null: the provider has no such value. */
export type Fields<Type extends EntityType> = Readonly<Record<ColumnOf<Type>, Reading | null>>;

/**
 * A mapping whose every path is checked against the provider's own type of its objects: `never` for a column that the
 * entity does not have, and a text that says what is wrong for a path that names no field, or one of another kind.
 */
export type CheckedFields<Type extends EntityType, Shape, Given> = {
  readonly [Column in keyof Given]: Column extends ColumnOf<Type>
    ? CheckedField<Shape, Given[Column], KindOf<Type, Column>>
    : never;
};

type KindOf<Type extends EntityType, Column extends ColumnOf<Type>> = ColumnsOf<Type>[Column] extends {
  readonly kind: infer Kind extends ColumnKind;
}
  ? Kind
  : never;

type CheckedField<Shape, Given, Kind extends ColumnKind> = Given extends string
  ? [Extract<FieldAt<Shape, Given>, FieldValues[Kind]>] extends [never]
    ? `${Given} is no ${Kind} of the object`
    : Given
  : Given extends ReadingOf<infer Paths>
    ? { [Path in Paths]: [FieldAt<Shape, Path>] extends [never] ? Path : never }[Paths] extends never
      ? Given
      : `names no field of the object`
    : Given;

/** What a provider's JSON may hold where a column of a kind is read. SDKs have types of their own for decimals. */
interface FieldValues {
  text: string;
  flag: boolean;
  instant: number;
  amount: number;
  decimal: string | number | object;
  count: number;
}

/** The type of the field that a path names; `never` if there is none. */
export type FieldAt<Shape, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? FieldAt<Field<Shape, Head>, Rest>
  : Field<Shape, Path>;

/** One step down. An object that may as well be its id alone (not expanded) has no fields. */
type Field<Shape, Name extends string> = [Extract<Shape, string>] extends [never]
  ? Shape extends readonly (infer Element)[]
    ? Name extends `${number}`
      ? Element
      : never
    : Name extends keyof Shape
      ? Shape[Name]
      : never
  : never;
