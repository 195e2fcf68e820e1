import { invalid } from '../../api/api-error.ts';
import { newWorkspace } from '../../api/schemas/workspace.ts';
import type { z } from 'zod';
import type { Form } from './form.ts';

/** What a form's value is by a schema of the API. Throws the 400 that says what is wrong, in the form's words. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, label: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(result.error.issues.map(({ message }) => ({ in: 'form', field: label, message })));
}

export const workspaceName = (text: string): string => checked(newWorkspace.shape.name, text, 'Name');

/** What a field for a moment has: in UTC. */
export function momentOf(form: Form, name: string): Date {
  const at = new Date(`${form.text(name)}Z`);
  if (Number.isNaN(at.getTime()))
    throw invalid([{ in: 'form', field: name, message: 'must be a date and a time' }]);
  return at;
}
