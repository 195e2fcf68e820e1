import { describe, expect, it } from 'vitest';
import { retrieve } from '../read-account.ts';
import type { Subject } from './subject.ts';

/** Single objects, and whose account it is. */
export const objectsConform = (subject: Subject) =>
  describe('objects', () => {
    it('are there, changed, or gone', async () => {
      const { provider, account, connected, text } = subject({ customers: 3 });
      const id = account.create('customers', text('one'));
      const now = () => retrieve(provider, connected, 'customers', id);
      expect(await now()).toEqual(account.living('customers').get(id));
      account.change('customers', id, text('two'));
      expect(await now()).toEqual(account.living('customers').get(id));
      account.end('customers', id);
      expect(await now()).toBeUndefined();
      expect(await retrieve(provider, connected, 'customers', 'nobody')).toBeUndefined();
    });

    it('whose ids come back are those that are there now', async () => {
      const { under, provider, account, connected } = subject({});
      const { entityType, fields } = under.chosenIds;
      const now = () => retrieve(provider, connected, entityType, 'gold');
      for (const description of ['first', 'second']) {
        account.create(entityType, { ...fields, id: 'gold', description });
        expect(await now()).toMatchObject({ description });
        account.end(entityType, 'gold');
        expect(await now()).toBeUndefined();
      }
    });

    it.each(['a/b', 'a b%2F?x=1#y', 'ü☃'])('of the id %s are found, or said to be gone', async (id) => {
      const { under, provider, account, connected } = subject({});
      const { entityType, fields } = under.chosenIds;
      account.create(entityType, { ...fields, id });
      expect(await retrieve(provider, connected, entityType, id)).toMatchObject({ id });
      account.end(entityType, id);
      expect(await retrieve(provider, connected, entityType, id)).toBeUndefined();
    });

    it('are of an account that says which it is', async () => {
      const { account, connected } = subject({});
      expect(await connected.identify()).toMatchObject({ accountId: account.owner.accountId });
      expect(await connected.livemode()).toBe(account.owner.livemode);
    });
  });
