import { clientTypes } from './client-types.ts';
import { queriesDocument } from '../reports/queries/document.ts';
import { configurationDocument } from './configuration.ts';
import { entitiesDocument } from './entities.ts';
import { metricsDocument } from './metrics.ts';
import { withRooms } from './rooms.ts';

/** The files, or parts of files, that are made from the sources, without any server; each from what it says now. */
export const generated: Readonly<Record<string, (present: string) => string | Promise<string>>> = {
  'ARCHITECTURE.md': withRooms,
  'docs/configuration.md': configurationDocument,
  'client/api-types.ts': clientTypes,
  'docs/entities.md': entitiesDocument,
  'docs/metrics.md': metricsDocument,
  'docs/queries.md': queriesDocument,
};
