/** An escape in JSON text, with the backslashes before it, so that `\\u0000` (a backslash and letters) stays as it is. */
const escape = /(\\\\)*\\u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?/g;
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/;

/**
 * JSON text as jsonb takes it. Postgres refuses U+0000 and halves of surrogate pairs, and would refuse the whole page
 * for one: they are replaced by the visible ␀ (U+2400) and � (U+FFFD). Any other text is returned as it is.
 */
export function storableJson(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replace(escape, (whole, _even: string | undefined, code: string, low: string | undefined) => {
    const before = whole.slice(0, whole.indexOf('\\u' + code));
    const rest = low === undefined ? '' : `\\u${low}`;
    const value = Number.parseInt(code, 16);
    if (value === 0) return `${before}\\u2400${rest === '' ? '' : '\\ufffd'}`;
    const high = value >= 0xd800 && value <= 0xdbff;
    if (high) return rest === '' ? `${before}\\ufffd` : whole;
    if (value >= 0xdc00 && value <= 0xdfff) return `${before}\\ufffd${rest === '' ? '' : '\\ufffd'}`;
    return rest === '' ? whole : `${before}\\u${code}\\ufffd`;
  });
}
