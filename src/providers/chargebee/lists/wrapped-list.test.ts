import { describe, expect, it } from 'vitest';
import type { ChargebeeObject } from '../chargebee-entity.ts';
import { listReader, livePage } from './wrapped-list.ts';

const asked = { endpoint: '/customers', wrapper: 'customer', limit: 3 };
const answer = (body: object) => ({
  status: 200,
  body: JSON.stringify(body),
  snapshot: { from: 0, to: 1 },
  date: null,
  retryAfterMs: null,
});
const wrapped = (...customers: object[]) => customers.map((customer) => ({ customer, card: { last4: '1' } }));
const read = (body: object, more: object = {}) =>
  listReader<ChargebeeObject>({ ...asked, ...more })(answer(body));

describe('a page', () => {
  it('has its objects in wrappers, and the offset of the next page', () => {
    const body = { list: wrapped({ id: 'a' }, { id: 'b' }), next_offset: '["1","2"]' };
    expect(read(body)).toEqual({
      objects: [{ id: 'a' }, { id: 'b' }],
      text: JSON.stringify(body),
      next: '["1","2"]',
    });
    expect(read({ list: [] })).toMatchObject({ objects: [], next: null });
  });

  it.each([
    ['no list', { list: {} }, {}],
    ['no text as offset', { list: wrapped({ id: 'a' }), next_offset: 1 }, {}],
    ['its own offset again', { list: wrapped({ id: 'a' }), next_offset: 'x' }, { offset: 'x' }],
    ['nothing, and more follows', { list: [], next_offset: 'x' }, {}],
    ['too many', { list: wrapped({ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }) }, {}],
    ['another wrapper', { list: [{ item: { id: 'a' } }] }, {}],
    ['an object without an id', { list: wrapped({ name: 'a' }) }, {}],
    ['an object from before the filter', { list: wrapped({ id: 'a', updated_at: 5 }) }, { updatedAfter: 5 }],
  ])('that has %s cannot be true', (_, body, more) => {
    expect(() => read(body, more)).toThrow('cannot be true');
  });

  it('that is empty though more was to follow is believed if it comes twice', () => {
    const reader = listReader<ChargebeeObject>({ ...asked, offset: 'x' });
    expect(() => reader(answer({ list: [] }))).toThrow('more was to follow');
    expect(reader(answer({ list: [] }))).toMatchObject({ objects: [] });
  });
});

describe('what is there', () => {
  it('keeps the page’s text if nothing else is in it', () => {
    const page = livePage(read({ list: wrapped({ id: 'a', n: 1 }) }));
    expect(page).toMatchObject({ path: ['list'], deleted: [] });
    expect(page.json).toContain('"list":');
  });

  it('is told from what was deleted', () => {
    const page = livePage(
      read({ list: wrapped({ id: 'a', deleted: true }, { id: 'b', status: 'deleted' }) }),
    );
    expect(page).toMatchObject({ objects: [], json: '[]', path: [], deleted: ['a', 'b'] });
  });

  it('is one object of an id that is listed twice: the living one, and of two the later version', () => {
    const rows = [
      { id: 'a', resource_version: 9, deleted: true },
      { id: 'a', resource_version: 3 },
      { id: 'a', resource_version: 2 },
    ];
    const page = livePage(read({ list: wrapped(...rows) }));
    expect(page.objects).toEqual([{ id: 'a', resource_version: 3 }]);
    expect(page.deleted).toEqual([]);
    expect(JSON.parse(page.json)).toEqual(wrapped(rows[1]!));
  });
});
