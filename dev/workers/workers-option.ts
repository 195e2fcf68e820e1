/** How many workers: a number, or as many as the load asks for. */
export type Workers = number | 'auto';

const most = 16;

/** What `--workers` says; one without it. Throws an error that says what it takes. */
export function parseWorkers(text: string | undefined): Workers {
  if (text === undefined) return 1;
  if (text === 'auto') return 'auto';
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new Error(`--workers takes auto or a number from 1 to ${most}, not "${text}".`);
}
