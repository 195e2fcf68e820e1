/** Any escape of JSON text, so that a pair of backslashes is passed over whole; a `\u` with the low half that follows it. */
const escapes = /\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|[^u])/g;
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/;

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/**
 * JSON text as jsonb takes it. Postgres refuses U+0000 and halves of surrogate pairs, and would refuse the whole page
 * for one: they are replaced by the visible ␀ (U+2400) and � (U+FFFD). Any other text is returned unchanged.
 */
export function storableJson(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replace(escapes, (whole, hex: string | undefined, low: string | undefined) => {
    if (hex === undefined) return whole;
    const code = Number.parseInt(hex, 16);
    if (isHigh(code)) return low === undefined ? '\\ufffd' : whole;
    const first = code === 0 ? '\\u2400' : isLow(code) ? '\\ufffd' : `\\u${hex}`;
    return low === undefined ? first : `${first}\\ufffd`;
  });
}
