import type { Context } from 'hono';
import { ApiError } from '../../api/api-error.ts';
import { faultOf } from '../../api/plain-input.ts';

/** What a form sent. Text that Postgres cannot keep is refused when it is read. */
export class Form {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  private constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  static async of(c: Context): Promise<Form> {
    const body = await c.req.parseBody({ all: true });
    const values = new Map<string, string[]>();
    for (const [name, value] of Object.entries(body)) {
      const texts = [value].flat().filter((each) => typeof each === 'string');
      const fault = faultOf(texts);
      if (fault !== undefined) throw new ApiError(400, 'invalid_request', `${name} ${fault.message}.`);
      values.set(name, texts);
    }
    return new Form(values);
  }

  /** Without blanks around it; empty if it was not sent. */
  text(name: string): string {
    return (this.#values.get(name)?.[0] ?? '').trim();
  }

  /** Undefined if it was left empty. */
  optional(name: string): string | undefined {
    const text = this.text(name);
    return text === '' ? undefined : text;
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** Each field's first value, without those that were left empty. */
  fields(): Record<string, string> {
    const given = [...this.#values.keys()].map((name) => [name, this.text(name)] as const);
    return Object.fromEntries(given.filter(([, text]) => text !== ''));
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}
