import { isHash, type Fields } from '../../core/json.ts';

/** A form's fields as they are stored: flags and numbers are no texts, and what has numbers for names is a list. */
export function writtenFields(form: Fields): Fields {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, stored(value)]));
}

function stored(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (value === '') return null;
  if (!isHash(value)) return value;
  const names = Object.keys(value);
  if (names.every((name) => /^\d+$/.test(name))) return names.map((name) => stored(value[name]));
  return writtenFields(value);
}
