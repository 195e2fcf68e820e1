import { z } from 'zod';

/** Schemas for one environment variable each: text or nothing in, a typed value out, a message that says what to do. */

const missing = (what: string) => ({
  error: (issue: { input: unknown }) =>
    issue.input === undefined ? `is not set; ${what}` : `is not valid; ${what}`,
});

export const optionalText = () => z.string().optional();

export const textOr = (fallback: string) => z.string().default(fallback);

export const secretOfAtLeast = (characters: number, what: string) =>
  z.string(missing(what)).min(characters, `is shorter than ${characters} characters; ${what}`);

const hasProtocol = (text: string, protocols: readonly string[]): boolean => {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol);
};

export const url = (protocols: readonly string[], example: string) =>
  z
    .string(missing(`give a URL such as ${example}`))
    .refine((text) => hasProtocol(text, protocols), `is not a URL of the form ${example}`);

/** `http(s)://…` without the slash at its end, so that paths can be put behind it. */
export const webBase = (example: string) =>
  url(['http:', 'https:'], example).transform((text) => text.replace(/\/+$/, ''));

export const integerOr = (fallback: number, min: number, max: number) => {
  const message = `is not a whole number from ${min} to ${max} (default ${fallback})`;
  return z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d+$/.test(text), message)
    .transform(Number)
    .refine((number) => number >= min && number <= max, message);
};

/** From 0 up to, but not including, 1. */
export const fractionOr = (fallback: number) => {
  const message = `is not a number from 0 to less than 1 (default ${fallback})`;
  return z
    .string()
    .default(String(fallback))
    .refine((text) => /^0?\.?\d+$/.test(text) && Number(text) < 1, message)
    .transform(Number);
};

export const oneOf = <const T extends string>(values: readonly [T, ...T[]], fallback: T) =>
  z.enum(values, `is none of ${values.join(', ')} (default ${fallback})`).default(() => fallback);

/** Undefined where it is not set. */
export const flag = () => z.stringbool({ error: 'is neither true nor false' }).optional();

export const hostAndPort = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine(
      (text) => /^\S+:\d{1,5}$/.test(text) && !text.includes('/'),
      `is not host:port, such as ${fallback}`,
    );

/** What `parse` makes of the text; its `TypeError`'s message is told. */
export const parsedBy = <T>(parse: (text: string) => T, what: string) =>
  z.string(missing(what)).transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'is not valid';
      context.addIssue({ code: 'custom', message: `${why}; ${what}` });
      return z.NEVER;
    }
  });
