import { fieldsOf, isHash, trusted, type Fields } from '../../core/json.ts';

/** Metadata is merged by key; an empty value removes its key and an empty metadata all of them. */
function mergeMetadata(before: unknown, patch: unknown): Fields {
  if (!isHash(patch)) return {};
  const merged = Object.entries({ ...(isHash(before) ? before : {}), ...patch });
  return Object.fromEntries(merged.filter(([, value]) => value !== '' && value !== null));
}

/** `before` with the patch's fields; hashes are merged, everything else replaced, `undefined` ignored. */
export function merge<T extends object>(before: T, patch: Fields): T {
  const after: Fields = { ...fieldsOf(before) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    const old = after[key];
    if (key === 'metadata') after[key] = mergeMetadata(old, value);
    else after[key] = isHash(old) && isHash(value) ? merge(old, value) : value;
  }
  return trusted(after);
}
