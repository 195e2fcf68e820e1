import { describe, expect, it } from 'vitest';
import { foreignTo, type EventOrigin } from './event-origin.ts';

const owner = { accountId: 'acct_own', livemode: true };

const event = (fields: Partial<EventOrigin> = {}): EventOrigin => ({
  livemode: true,
  data: { object: { livemode: true } },
  ...fields,
});

describe('an event of the connected account', () => {
  it.for<Partial<EventOrigin>>([
    {},
    { account: null, context: null },
    { account: '', context: '' },
    { account: 'acct_own' },
    { context: 'acct_own' },
    { context: 'org_1/acct_own' },
    { account: 'acct_own', context: 'org_1/acct_own' },
    { livemode: undefined, data: { object: {} } },
  ])('is not foreign: %o', (fields) => {
    expect(foreignTo(event(fields), owner)).toBeNull();
  });
});

describe('an event of others', () => {
  it.for<[Partial<EventOrigin>, string]>([
    [{ account: 'acct_other' }, 'another account: acct_other'],
    [{ context: 'acct_other' }, 'another account: acct_other'],
    [{ context: 'org_1/acct_other' }, 'another account: acct_other'],
    [{ context: 'acct_own/acct_below' }, 'another account: acct_below'],
    [{ context: 'org_1' }, 'another account: org_1'],
    [{ account: 'acct_own', context: 'acct_other' }, 'another account: acct_other'],
    [{ account: 'acct_other', context: 'acct_own' }, 'another account: acct_other'],
    [{ livemode: false }, 'about test data'],
    [{ data: { object: { livemode: false } } }, 'about test data'],
  ])('is foreign, and says whose it is: %o', ([fields, reason]) => {
    expect(foreignTo(event(fields), owner)).toContain(reason);
  });

  it('is live data to a test key', () => {
    expect(foreignTo(event(), { ...owner, livemode: false })).toBe(
      'It is about live data, and the connected key is for test data.',
    );
  });

  it('is named by no more than a line', () => {
    expect(foreignTo(event({ account: 'x'.repeat(4_000) }), owner)!.length).toBeLessThan(150);
  });
});
