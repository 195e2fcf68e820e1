import { fieldsOf, trusted, type Fields } from '../../core/json.ts';
import { invalid } from './stripe-error.ts';

/** How a parameter is read; a hash names its members, `metadata` takes any, `ignored` is accepted and dropped. */
export type Param =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'metadata'
  | 'ignored'
  | { array: Param }
  | { hash: Params }
  | { range: true };

export interface Params {
  [name: string]: Param;
}

/** An optional range over unix seconds, inclusive. */
export interface Range {
  from: number;
  to: number;
}

/** Reads a parsed form by its declaration. Throws Stripe's 400 for what is not declared or not of its type. */
export function readParams(form: Fields, params: Params, prefix = ''): Fields {
  const read: Fields = {};
  for (const [name, value] of Object.entries(form)) {
    const path = prefix ? `${prefix}[${name}]` : name;
    const param = Object.hasOwn(params, name) ? params[name]! : undefined;
    if (param === undefined)
      throw invalid(`Received unknown parameter: ${path}`, { code: 'parameter_unknown', param: path });
    if (param !== 'ignored') read[name] = readValue(value, param, path);
  }
  return read;
}

function readValue(value: unknown, param: Param, path: string): unknown {
  if (typeof param === 'object') return readNested(value, param, path);
  if (param === 'metadata') return typeof value === 'string' ? null : { ...fieldsOf(value) };
  if (typeof value !== 'string') throw invalid('Invalid string: must be a single value', { param: path });
  // An empty value unsets what can be unset.
  if (value === '') return null;
  if (param === 'integer') return integer(value, path);
  if (param === 'boolean') return boolean(value, path);
  return value;
}

function readNested(value: unknown, param: Exclude<Param, string>, path: string): unknown {
  if ('range' in param) return range(value, path);
  if (value === '') return null;
  if ('hash' in param) {
    if (typeof value === 'string') throw invalid('Invalid object', { param: path });
    return readParams(fieldsOf(value), param.hash, path);
  }
  if (typeof value === 'string') throw invalid('Invalid array', { param: path });
  return Object.values(fieldsOf(value)).map((item, i) => readValue(item, param.array, `${path}[${i}]`));
}

export function integer(value: string, param: string): number {
  if (!/^-?\d+$/.test(value))
    throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });
  return Number(value);
}

function boolean(value: string, param: string): boolean {
  if (value !== 'true' && value !== 'false') throw invalid(`Invalid boolean: ${value}`, { param });
  return value === 'true';
}

function range(value: unknown, path: string): Range {
  if (typeof value === 'string') {
    const at = integer(value, path);
    return { from: at, to: at };
  }
  const found: Range = { from: -Infinity, to: Infinity };
  for (const [bound, text] of Object.entries(fieldsOf(value))) {
    const param = `${path}[${bound}]`;
    const at = integer(String(text), param);
    if (bound === 'gte') found.from = Math.max(found.from, at);
    else if (bound === 'gt') found.from = Math.max(found.from, at + 1);
    else if (bound === 'lte') found.to = Math.min(found.to, at);
    else if (bound === 'lt') found.to = Math.min(found.to, at - 1);
    else throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  return found;
}

export function required(values: Fields, ...names: string[]): void {
  for (const param of names)
    if (values[param] === undefined || values[param] === null)
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** A single value that was read as a string, or undefined. */
export function text(values: Fields, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A value that was read as an array of strings, or undefined. */
export function texts(values: Fields, name: string): readonly string[] | undefined {
  return Array.isArray(values[name]) ? trusted<string[]>(values[name]) : undefined;
}

/** A value that was read as a range; without bounds if absent. */
export function rangeIn(values: Fields, name: string): Range {
  return { from: -Infinity, to: Infinity, ...trusted<Partial<Range>>(values[name]) };
}
