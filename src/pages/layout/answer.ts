import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { document, type DocumentParts } from './document.ts';
import { pageHeaders, type PolicyOptions } from './policy.ts';

/** Answers with a page under its content policy. */
export const answerPage = async (
  c: Context,
  parts: DocumentParts,
  status: ContentfulStatusCode = 200,
  policy?: PolicyOptions,
): Promise<Response> => c.html(await document(parts), status, pageHeaders(policy));

/** Sends the browser on to a page of this service, after a form was carried out. */
export function goTo(c: Context, path: string): Response {
  c.header('Cache-Control', 'no-store');
  return c.redirect(path, 303);
}
