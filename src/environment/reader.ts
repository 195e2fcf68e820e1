import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ValuesOf, Variable, Variables } from './variable.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable that cannot be used: what is wrong with it and what to do. Never its value. */
export interface ConfigFault {
  readonly variable: string;
  readonly problem: string;
}

/** All faults of the environment at once. Processes print the message and exit with code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    super(`The environment cannot be used:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** Reads variables one by one and keeps every fault, so that one message names them all. */
export class EnvironmentReader {
  readonly #env: Environment;
  readonly #faults: ConfigFault[] = [];
  /** Every variable that was read, in order. */
  readonly variables: Variable[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  /** The variable's value, its own or the content of the file that `…_FILE` names. Empty counts as not set. */
  read<T>(variable: Variable<T>): T {
    this.variables.push(variable);
    const text = this.#textOf(variable);
    const result = variable.schema.safeParse(text === '' ? undefined : text);
    if (result.success) return result.data;
    this.fault(variable, result.error.issues[0]?.message ?? 'is not valid');
    return z.NEVER; // `finish` throws before anything uses it
  }

  /** Orchestrators give secrets as files, which other processes and `docker inspect` do not show. */
  #textOf({ name }: Variable): string | undefined {
    const [given, path] = [this.#env[name]?.trim(), this.#env[`${name}_FILE`]?.trim()];
    if (path === undefined || path === '') return given;
    if (given !== undefined && given !== '')
      this.fault({ name }, `is set, and so is ${name}_FILE: set one of them`);
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      this.fault({ name: `${name}_FILE` }, 'names a file that cannot be read');
      return given;
    }
  }

  readAll<V extends Variables>(variables: V): ValuesOf<V> {
    const values = Object.entries(variables).map(([name, variable]) => [name, this.read(variable)]);
    return Object.fromEntries(values) as ValuesOf<V>;
  }

  /** The content of the file that the variable names. */
  readFile(variable: Variable<string | undefined>): Buffer | undefined {
    const path = this.read(variable);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch {
      this.fault(variable, 'names a file that cannot be read; give the path of a PEM file');
      return undefined;
    }
  }

  fault({ name }: Pick<Variable, 'name'>, problem: string): void {
    this.#faults.push({ variable: name, problem });
  }

  /** Throws `ConfigError` if anything was wrong. */
  finish<T>(config: T): T {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults);
    return config;
  }
}
