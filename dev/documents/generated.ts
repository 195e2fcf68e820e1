import { queriesDocument } from '../reports/queries/document.ts';
import { configurationDocument } from './configuration.ts';

/** The pages that are made from the sources, without any server. */
export const generated: Readonly<Record<string, () => string>> = {
  'docs/configuration.md': configurationDocument,
  'docs/queries.md': queriesDocument,
};
