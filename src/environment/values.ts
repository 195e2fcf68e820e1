import { z } from 'zod';
import type { Value } from './variable.ts';

const missing = (advice: string) => ({
  error: (issue: { input: unknown }) =>
    issue.input === undefined ? `is not set; ${advice}` : `is not valid; ${advice}`,
});

const hasProtocol = (text: string, protocols: readonly string[]): boolean => {
  const parsed = URL.parse(text);
  return parsed !== null && protocols.includes(parsed.protocol);
};

/** The same value, but the variable may be left unset. */
export const optional = <T>({ schema, form }: Value<T>): Value<T | undefined> => ({
  schema: schema.optional(),
  form,
});

/** The same value, with a default. */
export const withDefault = <T>({ schema, form }: Value<T>, fallback: string): Value<T> => ({
  schema: z.preprocess((text) => text ?? fallback, schema),
  form,
  default: fallback,
});

export const text: Value<string> = { schema: z.string(), form: 'text' };

export const secret = (minLength: number, advice: string): Value<string> => ({
  schema: z.string(missing(advice)).min(minLength, `is shorter than ${minLength} characters; ${advice}`),
  form: `at least ${minLength} characters; ${advice}`,
});

export const url = (protocols: readonly string[], example: string): Value<string> => ({
  schema: z
    .string(missing(`give a URL such as ${example}`))
    .refine((given) => hasProtocol(given, protocols), `is not a URL of the form ${example}`),
  form: `a URL such as \`${example}\``,
});

/** `http(s)://…` without the slash at its end, so that paths can be appended. */
export const webBase = (example: string): Value<string> => {
  const { schema, form } = url(['http:', 'https:'], example);
  return { schema: schema.transform((given) => given.replace(/\/+$/, '')), form };
};

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether what is sent to this host (`[…]` around IPv6) does not leave the machine. */
export const isLoopback = (host: string): boolean => loopback.test(host.toLowerCase());

/** As `webBase`, for a server that gets secrets: encrypted, unless it is on this machine. */
export const secretBase = (example: string): Value<string> => {
  const { schema, form } = webBase(example);
  return {
    schema: schema.refine((given) => {
      const { protocol, hostname } = new URL(given);
      return protocol === 'https:' || isLoopback(hostname);
    }, 'would send secrets unencrypted; give an https URL, or one of this machine'),
    form: `${form}; http only for this machine`,
  };
};

export const integer = (fallback: number, min: number, max: number): Value<number> => {
  const form = `a whole number from ${min} to ${max}`;
  const message = `is not ${form} (default ${fallback})`;
  return {
    schema: z
      .string()
      .default(String(fallback))
      .refine((given) => /^\d+$/.test(given), message)
      .transform(Number)
      .refine((number) => number >= min && number <= max, message),
    form,
    default: String(fallback),
  };
};

export const optionalInteger = (min: number, max: number): Value<number | undefined> => {
  const form = `a whole number from ${min} to ${max}`;
  const message = `is not ${form}`;
  const schema = z
    .string()
    .refine((given) => /^\d+$/.test(given), message)
    .transform(Number)
    .refine((number) => number >= min && number <= max, message);
  return { schema: schema.optional(), form };
};

/** From 0 up to, but not including, 1; `whole`: up to 1. */
export const fraction = (fallback: number, { whole = false } = {}): Value<number> => {
  const form = `a number from 0 to ${whole ? '' : 'less than '}1`;
  return {
    schema: z
      .string()
      .default(String(fallback))
      .refine(
        (given) => /^[01]?\.?\d+$/.test(given) && (Number(given) < 1 || (whole && Number(given) === 1)),
        `is not ${form} (default ${fallback})`,
      )
      .transform(Number),
    form,
    default: String(fallback),
  };
};

export const oneOf = <const T extends string>(
  values: readonly [T, ...T[]],
  fallback: NoInfer<T>,
): Value<T> => ({
  schema: z.enum(values, `is none of ${values.join(', ')} (default ${fallback})`).default(() => fallback),
  form: `one of ${values.map((given) => `\`${given}\``).join(', ')}`,
  default: fallback,
});

/** Undefined if it is not set. */
export const optionalOneOf = <const T extends string>(
  values: readonly [T, ...T[]],
): Value<T | undefined> => ({
  schema: z.enum(values, `is none of ${values.join(', ')}`).optional(),
  form: `one of ${values.map((given) => `\`${given}\``).join(', ')}`,
});

/** Undefined if it is not set. */
export const flag: Value<boolean | undefined> = {
  schema: z.stringbool({ error: 'is neither true nor false' }).optional(),
  form: '`true` or `false`',
};

export const hostAndPort = (fallback: string): Value<string> => ({
  schema: z
    .string()
    .default(fallback)
    .refine(
      (given) => /^\S+:\d{1,5}$/.test(given) && !given.includes('/'),
      `is not host:port, such as ${fallback}`,
    ),
  form: 'host:port',
  default: fallback,
});

/** The path of a file whose content the process reads. */
export const file: Value<string | undefined> = {
  schema: z.string().optional(),
  form: 'the path of a PEM file',
};

/** The result of `parse`; the message of its `TypeError` is shown. */
export const parsedBy = <T>(parse: (text: string) => T, form: string): Value<T> => ({
  schema: z.string(missing(`write ${form}`)).transform((given, context) => {
    try {
      return parse(given);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'is not valid';
      context.addIssue({ code: 'custom', message: `${why}; write ${form}` });
      return z.NEVER;
    }
  }),
  form,
});
