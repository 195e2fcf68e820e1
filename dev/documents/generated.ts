import { queriesDocument } from '../reports/queries/document.ts';
import { configurationDocument } from './configuration.ts';
import { withRooms } from './rooms.ts';

/** The pages that are made from the sources, without any server; each from what the page says now. */
export const generated: Readonly<Record<string, (present: string) => string>> = {
  'ARCHITECTURE.md': withRooms,
  'docs/configuration.md': configurationDocument,
  'docs/queries.md': queriesDocument,
};
