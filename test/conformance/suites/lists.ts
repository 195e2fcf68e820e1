import { describe, expect, it } from 'vitest';
import { standardEntityTypes } from '../../../src/domain/entities/entities.ts';
import { listAll } from '../read-account.ts';
import type { Subject } from './subject.ts';

const page = { entityType: 'customers', limit: 10, createdGte: null, createdLt: null } as const;

/** Lists: complete, whatever their pages' size, while objects come, change and go; cursors that vanish. */
export const listsConform = (subject: Subject) =>
  describe('lists', () => {
    it.each([1, 7, 100])('of %d objects a page show each object once, as it is', async (limit) => {
      const { provider, account, connected } = subject({
        customers: 23,
        products: 4,
        prices: 9,
        subscriptions: 12,
      });
      for (const entityType of standardEntityTypes) {
        const { objects, ids, pages } = await listAll(provider, connected, entityType, limit);
        expect(new Set(ids).size).toBe(ids.length);
        expect(Math.max(...pages)).toBeLessThanOrEqual(limit);
        expect(objects).toEqual(new Map(account.living(entityType)));
      }
    });

    it('show all that stays there while other objects come, change and go', async () => {
      const { provider, account, connected, text } = subject({ customers: 60 });
      const before = [...account.living('customers').keys()];
      const gone = new Set<string>();
      const { objects } = await listAll(provider, connected, 'customers', 10, (read) => {
        account.create('customers', text(`new ${read}`));
        const ids = before.filter((id) => !gone.has(id));
        account.change('customers', ids[(read * 7) % ids.length]!, text(`changed ${read}`));
        const last = ids[(read * 13) % ids.length]!;
        account.end('customers', last);
        gone.add(last);
      });
      const missing = before.filter((id) => !gone.has(id) && !objects.has(id));
      expect(missing).toEqual([]);
    });

    it('of an account without objects are empty', async () => {
      const { provider, connected } = subject({});
      for (const entityType of standardEntityTypes)
        expect((await listAll(provider, connected, entityType, 100)).ids).toEqual([]);
    });

    it('say provider_not_found of a cursor that has vanished', async () => {
      const { account, connected } = subject({ customers: 30 });
      const first = await connected.list({ ...page, cursor: null });
      if (first.same) expect.fail('nothing was remembered');
      account.loseCursors(first.objects.at(-1)!.id);
      const { created } = first.objects.at(-1)!;
      await expect(
        connected.list({ ...page, cursor: first.next, cursorCreated: created, more: true }),
      ).rejects.toMatchObject({ code: 'provider_not_found' });
    });

    it('hold what any merchant writes, and objects of a megabyte, as they were written', async () => {
      const { provider, account, connected, text } = subject({ customers: 3 });
      const texts = [
        'Zoë ☃ 💶 \u202eעברית',
        'a"b\\c\u0001\n</script>',
        '𝒳'.repeat(100),
        'x'.repeat(1_000_000),
      ];
      const ids = texts.map((each) => account.create('customers', text(each)));
      const { objects } = await listAll(provider, connected, 'customers', 2);
      expect(objects).toEqual(new Map(account.living('customers')));
      expect(ids.map((id) => JSON.stringify(objects.get(id)).length)).toEqual(
        ids.map((id) => JSON.stringify(account.living('customers').get(id)).length),
      );
    });
  });
