import { html } from 'hono/html';
import type { z } from 'zod';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { capitalized } from '../../domain/words.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { registry } from '../../providers/registry.ts';
import { flag, type Markup } from '../markup.ts';
import { field } from './form.ts';
import { withCode } from './marked.ts';

const definitions: Record<PaymentProvider, ProviderDefinition> = registry;

/** `api_key` as `API key`. */
const labelOf = (name: string): string => {
  const words = name
    .replaceAll('_', ' ')
    .replace(/\bapi\b/, 'API')
    .replace(/\bid\b/, 'id');
  return capitalized(words);
};

export interface CredentialFieldsParts {
  /** How a key begins. */
  readonly keyPlaceholder?: string | undefined;
  /** What was wrong with what was sent, and in which field; by itself it is said of the last that is required. */
  readonly problem?: { readonly field: string | null; readonly message: string } | undefined;
  /** What was sent, but for what is secret. */
  readonly values?: Readonly<Record<string, string>>;
  /** What few need is folded up, and the key’s own field has no words for programs. */
  readonly folded?: boolean;
}

/** The fields of a provider's credentials, whatever it needs. */
export const credentialFields = (
  provider: PaymentProvider,
  { keyPlaceholder, problem, values = {}, folded = false }: CredentialFieldsParts = {},
): Markup[] => {
  const fields = Object.entries(definitions[provider].credentials.shape);
  const isRequired = (schema: z.ZodType): boolean => !schema.safeParse(undefined).success;
  const blamed = problem?.field ?? fields.findLast(([, schema]) => isRequired(schema))?.[0];
  const shown = ([name, schema]: (typeof fields)[number]): Markup => {
    const isSecret = schema.meta()?.['format'] === 'password';
    return field({
      name,
      label: isRequired(schema) ? labelOf(name) : `${labelOf(name)} (optional)`,
      type: isSecret ? 'password' : 'text',
      required: isRequired(schema),
      maxLength: 500,
      ...(schema.description !== undefined &&
        !(folded && isSecret) && { hint: withCode(schema.description) }),
      ...(isSecret && keyPlaceholder !== undefined && { placeholder: keyPlaceholder }),
      ...(!isSecret && { value: values[name] ?? null }),
      ...(name === blamed && { problem: problem?.message }),
    });
  };
  if (!folded) return fields.map(shown);
  const needed = fields.filter(([, schema]) => isRequired(schema));
  const rest = fields.filter(([, schema]) => !isRequired(schema));
  return [
    ...needed.map(shown),
    ...(rest.length === 0
      ? []
      : [
          html`<details ${flag('open', problem !== undefined)}>
            <summary>Only for some keys</summary>
            ${rest.map(shown)}
          </details>`,
        ]),
  ];
};
