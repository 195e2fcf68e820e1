import { expect, test } from 'vitest';
import { PageSize } from './page-size.ts';

/** Asks until a page comes, if those of more than `fits` do not; returns what was asked for. */
function ask(size: PageSize, fits: number): number[] {
  const asked: number[] = [];
  for (;;) {
    const limit = size.next();
    asked.push(limit);
    if (limit <= fits) {
      size.came(limit);
      return asked;
    }
    if (!size.failed(limit)) return asked;
  }
}

test('a page that does not come is asked for in halves, and the size is remembered', () => {
  const size = new PageSize(100);
  expect(ask(size, 30)).toEqual([100, 50, 25]);
  expect(ask(size, 30)).toEqual([25]);
  expect(size.reduced).toBe(25);
});

test('after some pages a larger one is tried, each time after twice as many', () => {
  const size = new PageSize(100);
  const pages = Array.from({ length: 60 }, () => ask(size, 60));
  const failed = pages.flatMap((asked, page) => (asked.length > 1 ? [page] : []));
  expect(failed).toEqual([0, 8, 24, 56]);
  expect(size.present).toBe(50);
});

test('what passes is forgotten step by step', () => {
  const size = new PageSize(100);
  ask(size, 3);
  expect(size.present).toBe(3);
  const asked = Array.from({ length: 60 }, () => ask(size, 100)).flat();
  expect([...new Set(asked)]).toEqual([3, 6, 12, 24, 48, 96, 100]);
  expect(size.reduced).toBeUndefined();
});

test('if not even one object comes, the size is not the reason', () => {
  const size = new PageSize(100);
  expect(ask(size, 0)).toEqual([100, 50, 25, 12, 6, 3, 1]);
  expect(size.reduced).toBeUndefined();
});

test('of several readers whose pages failed together one halves the size', () => {
  const size = new PageSize(100);
  expect([size.next(), size.next(), size.next()]).toEqual([100, 100, 100]);
  expect([size.failed(100), size.failed(100), size.failed(100)]).toEqual([true, true, true]);
  expect(size.present).toBe(50);
});

test('begins with what is known', () => {
  expect(new PageSize(100, 12).next()).toBe(12);
  expect(new PageSize(10, 12).reduced).toBeUndefined();
});
