import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../simulator/core/faults.ts';
import type { Nonsense } from '../../../simulator/core/nonsense.ts';
import { RateLimited, UnfinishedAnswer } from '../../../src/domain/sync-error.ts';
import type { Subject } from './subject.ts';

const page = { entityType: 'customers', limit: 10, createdGte: null, createdLt: null, cursor: null } as const;
const events = { entityTypes: ['customers'], list: 0, since: 0, cursor: null, limit: 10 } as const;

/** What happens to a request, and the code that its error has. */
const refusals: [what: FaultAction, code: string][] = [
  [{ kind: 'status', status: 400 }, 'provider_rejected'],
  [{ kind: 'status', status: 401 }, 'provider_unauthorized'],
  [{ kind: 'status', status: 403 }, 'provider_forbidden'],
  [{ kind: 'status', status: 429 }, 'provider_rate_limited'],
  [{ kind: 'status', status: 500 }, 'provider_unavailable'],
  [{ kind: 'status', status: 503 }, 'provider_unavailable'],
  [{ kind: 'drop', when: 'before' }, 'provider_unavailable'],
  [{ kind: 'drop', when: 'half_body' }, 'provider_unavailable'],
  [{ kind: 'bad_json', as: 'truncated' }, 'provider_invalid_response'],
  [{ kind: 'bad_json', as: 'html' }, 'provider_invalid_response'],
  [{ kind: 'bad_json', as: 'empty' }, 'provider_invalid_response'],
];

const nonsense: Nonsense[] = [
  'data_is_object',
  'data_is_null',
  'has_more_is_text',
  'item_is_null',
  'item_without_id',
  'more_than_asked',
  'empty_with_more',
  'an_array',
  'a_text',
  'nothing',
  'an_empty_object',
];

/** Errors, limits and permissions: each refusal is one of the service's codes, and no half-read page passes for one. */
export const failuresConform = (subject: Subject) =>
  describe('failures', () => {
    it.each(refusals)('%o of a list is an error of its own code', async (action, code) => {
      const { under, account, connected } = subject({ customers: 20 });
      account.faults.add({ path: under.customersPath, action });
      await expect(connected.list(page)).rejects.toMatchObject({ code });
      account.faults.clear();
      expect(await connected.list(page)).toMatchObject({ same: false });
    });

    it.each(nonsense)('a list that is nonsense (%s) is no page', async (as) => {
      const { under, account, connected } = subject({ customers: 20 });
      account.faults.add({ path: under.customersPath, action: { kind: 'nonsense', as } });
      await expect(connected.list(page)).rejects.toMatchObject({ code: 'provider_invalid_response' });
    });

    it('an answer that was cut says that one with fewer objects may come', async () => {
      const { under, account, connected } = subject({ customers: 20 });
      account.faults.add({ path: under.customersPath, action: { kind: 'cut', bytes: 2_000, as: 'closed' } });
      await expect(connected.list(page)).rejects.toBeInstanceOf(UnfinishedAnswer);
    });

    it('an answer over the limit slows the pace down', async () => {
      const { account, connected } = subject({ customers: 5 });
      account.limiter.set({ perSecond: 0.001, burst: 1 });
      await connected.list(page);
      await expect(connected.list(page)).rejects.toBeInstanceOf(RateLimited);
    });

    it('a key without a permission is refused that entity only', async () => {
      const { account, connect } = subject({ customers: 5, products: 2 });
      const connected = connect(account.denied('customers'));
      await expect(connected.list(page)).rejects.toMatchObject({ code: 'provider_forbidden' });
      expect(await connected.list({ ...page, entityType: 'products' })).toMatchObject({ same: false });
    });

    it('a revoked key opens nothing', async () => {
      const { account, connected } = subject({ customers: 5 });
      account.revoke();
      for (const asked of [
        connected.list(page),
        connected.identify(),
        connected.retrieve('customers', 'nobody'),
        connected.listEvents(events),
      ])
        await expect(asked).rejects.toMatchObject({ code: 'provider_unauthorized' });
    });

    it('of an object are errors, never its deletion', async () => {
      const { under, account, connected } = subject({ customers: 1 });
      const [id] = [...account.living('customers').keys()];
      for (const [action] of refusals) {
        account.faults.clear();
        account.faults.add({ path: under.customersPath, action });
        const asked = connected.retrieve('customers', id!);
        await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^provider_/) });
      }
    });
  });
