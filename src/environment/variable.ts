import type { z } from 'zod';

/** A kind of value: how text becomes it, and how to describe it to people. */
export interface Value<T = unknown> {
  /** Takes the variable's text, or undefined if it is not set. Its message says what to do, never the value. */
  readonly schema: z.ZodType<T>;
  /** The permitted values in words, such as "a whole number from 1 to 100". */
  readonly form: string;
  /** As text, if there is one that can be written down. */
  readonly default?: string;
}

/**
 * One environment variable. The reader takes its schema from here and docs/configuration.md everything else, so no
 * variable is described twice.
 */
export interface Variable<T = unknown> extends Value<T> {
  readonly name: string;
  /** Plain sentences; Markdown. */
  readonly description: string;
}

/** Variables by the names under which the program knows their values. */
export type Variables = Readonly<Record<string, Variable>>;

export type ValuesOf<V extends Variables> = {
  readonly [Name in keyof V]: V[Name] extends Variable<infer T> ? T : never;
};

/** Declares an environment variable. */
export const variable = <T>(name: string, value: Value<T>, description: string): Variable<T> => ({
  name,
  description,
  ...value,
});

/** Whether a process starts without it. */
export const isOptional = ({ schema }: Variable): boolean => schema.safeParse(undefined).success;
