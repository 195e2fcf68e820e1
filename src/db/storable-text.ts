/**
 * A string as a text column takes it: Postgres refuses U+0000, and half of a surrogate pair is no Unicode. They are
 * replaced as in JSON (storable-json.ts), so that a value reads the same in its column and in `provider_data`.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\u2400');
