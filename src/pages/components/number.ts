const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `12,345`. */
export const count = (value: number): string => whole.format(value);

/** A share as a percentage, never up: 100 % is a promise. */
export const percent = (share: number): string => `${Math.floor(share * 100)} %`;

/** `1 event`, `2 events`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
