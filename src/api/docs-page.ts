import { html, raw } from 'hono/html';
import type { Api } from './route.ts';

type Document = ReturnType<Api['getOpenAPI31Document']>;
type Operation = NonNullable<NonNullable<Document['paths']>[string]['get']>;
type Schema = NonNullable<NonNullable<Document['components']>['schemas']>[string];
type Markup = ReturnType<typeof html>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Route {
  readonly method: (typeof methods)[number];
  readonly path: string;
  readonly operation: Operation;
}

function routesByTag({ paths = {} }: Document): Map<string, Route[]> {
  const byTag = new Map<string, Route[]>();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), { method, path, operation }]);
    }
  }
  return byTag;
}

const nameOf = (schema: Schema): string | undefined =>
  '$ref' in schema ? schema.$ref.split('/').at(-1) : undefined;

/** A schema's type in a few words; a named one as a link to its fields. */
function typeOf(schema: Schema | undefined): Markup | string {
  if (schema === undefined) return 'any';
  const name = nameOf(schema);
  if (name !== undefined) return html`<a href="#schema-${name}">${name}</a>`;
  if ('$ref' in schema) return 'any';
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
  if (schema.items !== undefined) return html`array of ${typeOf(schema.items)}`;
  const types = [schema.type ?? 'any'].flat().join(' | ');
  return schema.format === undefined ? types : `${types} (${schema.format})`;
}

const descriptionOf = (schema: Schema | undefined): string =>
  schema !== undefined && 'description' in schema ? (schema.description ?? '') : '';

const row = (name: string, type: Markup | string, required: boolean, description: string) =>
  html`<tr>
    <td><code>${name}</code>${required ? '' : ' (optional)'}</td>
    <td>${type}</td>
    <td>${description}</td>
  </tr>`;

const parameters = ({ parameters: all = [] }: Operation) =>
  all.map((parameter) => {
    if ('$ref' in parameter) return '';
    const description = `${parameter.in}. ${parameter.description ?? descriptionOf(parameter.schema)}`;
    return row(parameter.name, typeOf(parameter.schema), parameter.required === true, description);
  });

function body({ requestBody }: Operation): Markup | string {
  if (requestBody === undefined || '$ref' in requestBody) return '';
  const schema = requestBody.content['application/json']?.schema;
  return row('body', typeOf(schema), requestBody.required === true, 'application/json');
}

const responses = ({ responses: all = {} }: Operation) =>
  Object.entries(all).map(
    ([status, response]: [string, { description: string; content?: Record<string, { schema?: Schema }> }]) =>
      row(status, typeOf(Object.values(response.content ?? {})[0]?.schema), true, response.description),
  );

const operation = ({ method, path, operation: about }: Route) =>
  html` <section>
    <h3><code>${method.toUpperCase()} ${path}</code></h3>
    <p>
      ${about.summary}. ${about.description ?? ''}
      ${'x-role' in about ? `Needs: ${String(about['x-role'])}.` : ''}
    </p>
    <table>
      ${parameters(about)}${body(about)}${responses(about)}
    </table>
  </section>`;

const fields = (schema: Schema) =>
  '$ref' in schema
    ? ''
    : html`<table>
        ${Object.entries(schema.properties ?? {}).map(([field, type]) =>
          row(field, typeOf(type), schema.required?.includes(field) === true, descriptionOf(type)),
        )}
      </table>`;

/** One table for each form that it can have. */
const schemaSection = ([name, schema]: [string, Schema]): Markup =>
  html`<section id="schema-${name}">
    <h3>${name}</h3>
    ${('$ref' in schema ? undefined : schema.anyOf)?.map(fields) ?? fields(schema)}
  </section>`;

/** Without a space around it in the page, so that its hash is of exactly this. */
export const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #8884;padding:.25rem .5rem;vertical-align:top}
td:first-child{width:30%}code{font-size:.95em}h3{margin-bottom:0}:root{color-scheme:light dark}`;

/** The OpenAPI document for people: plain HTML, so that it needs no script, no other host and no connection to one. */
export const docsPage = (document: Document): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title}: API</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <h1>${document.info.title}</h1>
        <p>${document.info.description ?? ''} For programs: <a href="/openapi.json">openapi.json</a>.</p>
        <p>Give an API key with <code>Authorization: Bearer &lt;key&gt;</code> or <code>X-Api-Key</code>.</p>
        ${[...routesByTag(document)].map(
          ([tag, routes]) =>
            html`<h2>${tag}</h2>
              ${routes.map(operation)}`,
        )}
        <h2>Schemas</h2>
        ${Object.entries(document.components?.schemas ?? {}).map(schemaSection)}
      </body>
    </html>`;
