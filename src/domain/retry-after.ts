/** `Retry-After` in milliseconds: seconds or a date. Null if it is neither. */
export function retryAfterOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = /^[a-z]/i.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** What a session waits at most before it asks a provider again, whatever that asked for: a mistake there would hold its lock for years. */
const maxProviderPauseMs = 15 * 60_000;

/** The pause that a provider asks for; null if it asks for none. */
export function askedPauseMs(header: string | undefined, now: number): number | null {
  const asked = retryAfterOf(header, now) ?? 0;
  return asked > 0 ? Math.min(asked, maxProviderPauseMs) : null;
}
