import { usage } from '../exit-codes.ts';

const units: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `15m`, `1h`, `30d` in seconds. */
export function secondsOf(text: string, flag: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined || Number(count) === 0)
    throw usage(`${flag} is a time as 90s, 15m, 1h or 30d, and not ${text}.`);
  return Number(count) * units[unit]!;
}
