import { flag, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What a product entitles its customers to. */
export const features = entity({
  singular: 'feature',
  presets: [],
  columns: { name: text(), lookupKey: text(), active: flag() },
});
