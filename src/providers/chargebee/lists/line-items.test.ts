import { expect, test } from 'vitest';
import { nextLineItems, withAllLineItems } from './line-items.ts';

test('an object with an offset for its line items is not shown whole', () => {
  expect(nextLineItems({ line_items: [], line_items_next_offset: '["50"]' })).toBe('["50"]');
  for (const whole of [{ line_items: [] }, { line_items_next_offset: null }, { line_items_next_offset: '' }])
    expect(nextLineItems(whole)).toBeUndefined();
});

test('its pages make one object, in which every number is as Chargebee wrote it', () => {
  const pages = [
    '{"id":"1","total":20.0,"line_items":[{"id":"a","amount":1.50}],"line_item_taxes":[{"x":1}],"line_items_next_offset":"n"}',
    '{"id":"1","total":20.0,"line_items":[{"id":"b"}],"line_item_taxes":[{"x":1},{"x":2}],"line_item_tiers":[{"t":1}]}',
  ];
  expect(withAllLineItems(pages)).toBe(
    '{"id":"1","total":20.0,"line_items":[{"id":"a","amount":1.50},{"id":"b"}],"line_item_taxes":[{"x":1},{"x":2}],"line_item_tiers":[{"t":1}]}',
  );
});
