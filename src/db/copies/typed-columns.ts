import { hash } from 'node:crypto';
import type { Column, ColumnKind } from '../../domain/entities/column.ts';
import { entities, type EntityType } from '../../domain/entities/entities.ts';
import { wireName } from '../../domain/entities/entity.ts';
import type { EntityMapping, FieldPath, Reading } from '../../domain/entities/mapping.ts';

export interface TypedColumn {
  /** Its names in TypeScript and in SQL. */
  readonly name: string;
  readonly column: string;
  /** SQL that reads the column's value from `o`, a provider's object as jsonb. */
  readonly from: string;
}

/** The SQL types of what a provider's object is read as; a kind's column has the same. */
const sqlTypes: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  flag: 'boolean',
  instant: 'timestamptz',
  amount: 'bigint',
  decimal: 'numeric',
  count: 'integer',
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** SQL that reads a field of `o` as text. */
export const textAt = (path: FieldPath): string =>
  path.includes('.') ? `o#>>${literal(`{${path.replaceAll('.', ',')}}`)}` : `o->>${literal(path)}`;

const jsonAt = (path: FieldPath): string =>
  path.includes('.') ? `o#>${literal(`{${path.replaceAll('.', ',')}}`)}` : `o->${literal(path)}`;

/** SQL for the objects `o` of an array, each with its `position`: its elements, or what the provider wraps in them. */
export const objectsIn = (array: string, { element }: EntityMapping): string => {
  const elements = `jsonb_array_elements(${array}) with ordinality as e (o, position)`;
  return element === undefined
    ? elements
    : `(select ${jsonAt(element)}, position from ${elements}) as e (o, position)`;
};

/**
 * SQL for the digest by which an unchanged object is recognised without comparing jsonb: MD5 of jsonb's wire form, which
 * spares the conversion of text to the column's encoding (0.65 ms a page of subscriptions). No `jsonb_hash_extended`:
 * of equal values at certain distances it is blind to changing both.
 */
export const digestOf = (jsonb: string): string => `md5(jsonb_send(${jsonb}))::uuid`;

/**
 * SQL: whether the row `t` holds the object `o`, whose digest is `digest`. Objects of different digests may still be one,
 * with a number written otherwise (20 and 20.0), which jsonb compares by value: only a changed object costs that look. Null
 * if the row has no object. `t` is a record in parentheses, or a table's alias.
 */
export const holds = (t: string, o: string, digest: string): string =>
  `(${t}.provider_digest = ${digest} or ${t}.provider_data = ${o})`;

/** SQL that reads a field that names another object: providers show that by its id alone, or whole. */
const idAt = (path: FieldPath): string => `coalesce(${textAt(`${path}.id`)}, ${textAt(path)})`;

/** SQL that reads what a mapping says, as text; `at` reads a field. */
function textOf(reading: Reading, at: (path: FieldPath) => string = textAt): string {
  const list = (readings: readonly Reading[]) => readings.map((each) => textOf(each, at)).join(', ');
  if (typeof reading === 'string') return at(reading);
  if ('join' in reading) return `nullif(concat_ws(' ', ${list(reading.join)}), '')`;
  if ('firstOf' in reading) return `coalesce(${list(reading.firstOf)})`;
  if ('lowerCase' in reading) return `lower(${textAt(reading.lowerCase)})`;
  if ('lookUp' in reading) {
    const branches = Object.entries(reading.in).map(
      ([from, to]) => `when ${literal(from)} then ${literal(to)}`,
    );
    const otherwise = reading.otherwise === null ? 'null' : literal(reading.otherwise);
    return `case ${textAt(reading.lookUp)} ${branches.join(' ')} else ${otherwise} end`;
  }
  if ('when' in reading)
    return `case when ${textAt(reading.when)} = ${literal(reading.is)} then ${textOf(reading.take, at)} end`;
  return minorUnits(reading);
}

function minorUnits({
  minorUnits: path,
  currency,
  digits,
}: Extract<Reading, { minorUnits: string }>): string {
  const branches = Object.entries(digits).map(
    ([code, number]) => `when ${literal(code)} then ${10 ** number}`,
  );
  const factor =
    branches.length === 0 ? '100' : `case ${textAt(currency)} ${branches.join(' ')} else 100 end`;
  return `trim_scale((${textAt(path)})::numeric * ${factor})::text`;
}

/** SQL: the digits of a whole number, which JSON may also write as 20.0. */
const wholeNumber = (text: string): string => `trim_scale((${text})::numeric)::text`;

/** SQL that reads a value of a kind. Instants are Unix seconds at the provider, all else is Postgres's own text form. */
function valueOf(kind: ColumnKind, reading: Reading | null, references?: string): string {
  if (reading === null) return `null::${sqlTypes[kind]}`;
  if (kind === 'text') return textOf(reading, references === undefined ? textAt : idAt);
  if (kind === 'instant') return `to_timestamp((${textOf(reading)})::double precision)`;
  if (kind === 'amount' || kind === 'count') return `${wholeNumber(textOf(reading))}::${sqlTypes[kind]}`;
  return `(${textOf(reading)})::${sqlTypes[kind]}`;
}

/** The names in SQL of an entity's typed columns, whichever provider its rows come from. */
export const typedColumnNames = (entityType: EntityType): string[] => [
  'provider_created_at',
  'livemode',
  ...Object.keys(entities[entityType].columns).map(wireName),
];

/** Another one for each mapping that reads a column otherwise, or reads other columns. */
export const digestOfMapping = (mapping: EntityMapping): string =>
  hash('md5', JSON.stringify(typedColumns(mapping).map(({ column, from }) => [column, from])));

/** The parts of a statement that a mapping with a version adds to it; nothing for any other. */
export interface VersionParts {
  readonly versioned: boolean;
  /** `, provider_version`. */
  readonly column: string;
  /** `, t.provider_version, t.snapshot_to`. */
  readonly ofRow: string;
  /** `, <the version of o> as provider_version`. */
  readonly read: string;
}

export const versionParts = ({ version }: EntityMapping): VersionParts =>
  version === undefined
    ? { versioned: false, column: '', ofRow: '', read: '' }
    : {
        versioned: true,
        column: ', provider_version',
        ofRow: ', t.provider_version, t.snapshot_to',
        read: `, ${wholeNumber(textAt(version))}::bigint as provider_version`,
      };

/** The columns that a provider's object fills besides `provider_data`. */
export function typedColumns({ entityType, created, livemode, columns }: EntityMapping): TypedColumn[] {
  const own = Object.entries<Column>(entities[entityType].columns).map(
    ([name, { kind, references }]): TypedColumn => ({
      name,
      column: wireName(name),
      from: valueOf(kind, columns[name] ?? null, references),
    }),
  );
  return [
    { name: 'providerCreatedAt', column: 'provider_created_at', from: valueOf('instant', created) },
    { name: 'livemode', column: 'livemode', from: valueOf('flag', livemode) },
    ...own,
  ];
}
