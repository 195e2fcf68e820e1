import { readFileSync } from 'node:fs';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable that cannot be used: what is wrong with it and what to do. Never its value. */
export interface ConfigFault {
  readonly variable: string;
  readonly problem: string;
}

/** All faults of the environment at once. Roots print the message and exit with code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    super(`The environment cannot be used:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** Reads variables one by one and keeps every fault, so that all are told together. */
export class EnvironmentReader {
  readonly #env: Environment;
  readonly #faults: ConfigFault[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  /** The variable as `schema` makes it; a schema's message is the whole of what is told. Empty counts as not set. */
  read<T>(variable: string, schema: z.ZodType<T>): T {
    const text = this.#env[variable]?.trim();
    const result = schema.safeParse(text === '' ? undefined : text);
    if (result.success) return result.data;
    this.fault(variable, result.error.issues[0]?.message ?? 'is not valid');
    return z.NEVER; // `finish` throws before anybody looks at it
  }

  /** The content of the file that the variable names. */
  readFile(variable: string): Buffer | undefined {
    const path = this.read(variable, z.string().optional());
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch {
      this.fault(variable, 'names a file that cannot be read; give the path of a PEM file');
      return undefined;
    }
  }

  fault(variable: string, problem: string): void {
    this.#faults.push({ variable, problem });
  }

  /** Throws `ConfigError` if anything was wrong. */
  finish<T>(config: T): T {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults);
    return config;
  }
}
