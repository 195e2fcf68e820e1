/** One AES-256 key and the name by which sealed credentials refer to it. */
export interface CredentialKey {
  readonly id: string;
  readonly key: Buffer;
}

const keyBytes = 32;
const idPattern = /^[A-Za-z0-9_.-]{1,32}$/;
const base64Pattern = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * Reads `id:base64key,…`; the first key encrypts, all decrypt. Throws `TypeError` that names the entry by its
 * position and never shows any of it: a misplaced comma would put key material into a log.
 */
export function parseCredentialKeys(text: string): [CredentialKey, ...CredentialKey[]] {
  const [first = '', ...others] = text.split(',').map((entry) => entry.trim());
  const keys: [CredentialKey, ...CredentialKey[]] = [
    parseEntry(first, 1),
    ...others.map((entry, index) => parseEntry(entry, index + 2)),
  ];
  const ids = new Set(keys.map(({ id }) => id));
  if (ids.size < keys.length) throw new TypeError('two entries have the same id');
  return keys;
}

function parseEntry(entry: string, position: number): CredentialKey {
  const colon = entry.indexOf(':');
  if (colon < 0) throw new TypeError(`entry ${position} has no colon between id and key`);
  const id = entry.slice(0, colon);
  if (!idPattern.test(id)) {
    throw new TypeError(
      `the id of entry ${position} is not 1–32 letters, digits, dots, dashes or underscores`,
    );
  }
  const encoded = entry.slice(colon + 1);
  // Buffer.from silently skips characters that are not base64, so the alphabet is checked first.
  const key = base64Pattern.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
  if (key?.length !== keyBytes)
    throw new TypeError(`the key of entry ${position} is not base64 of ${keyBytes} bytes`);
  return { id, key };
}
