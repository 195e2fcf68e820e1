import { instant, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What counts a customer's usage. */
export const meters = entity({
  singular: 'meter',
  presets: [],
  columns: {
    displayName: text(),
    eventName: text(),
    status: text(),
    aggregation: text('How its events are added up.'),
    deactivatedAt: instant(),
  },
});
