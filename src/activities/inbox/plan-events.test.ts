import { describe, expect, it } from 'vitest';
import type { TakenEvent } from '../../db/inbox/take-events.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { EventMeaning, EventReader, ForeignEvent } from '../../providers/provider-event.ts';
import { planEvents } from './plan-events.ts';
import { Settlement } from './settlement.ts';

const about = (externalId: string) => ({ entityType: 'customers', externalId }) as const;
const present = (id: string, version?: number): EventMeaning => ({
  kind: 'present',
  ...about(id),
  json: '{}',
  ...(version !== undefined && { version }),
});
const deleted = (id: string, version?: number): EventMeaning => ({
  kind: 'deleted',
  ...about(id),
  ...(version !== undefined && { version }),
});

/** What each event is about, by its id and the second in which it happened. */
function plan(...told: [id: string, second: number, meanings: EventMeaning[] | ForeignEvent | SyncError][]) {
  const byId = new Map(told.map(([id, , meanings]) => [id, meanings]));
  const events: EventReader = {
    ofOthers: [],
    envelope: (id) => ({ id, type: `type of ${id}`, created: 0, apiVersion: null, objectId: null }),
    meanings(id) {
      const meanings = byId.get(id)!;
      if (meanings instanceof SyncError) throw meanings;
      return meanings;
    },
  };
  const rows = told.map(([id, second]): TakenEvent => ({
    eventDay: '2026-01-01',
    eventId: id,
    eventType: `type of ${id}`,
    eventCreatedAt: new Date(second * 1000),
    payload: id,
    attempts: 0,
  }));
  return planEvents({ events }, { accountId: 'acct_1', livemode: true, entityTypes }, rows);
}

const objectsOf = ({ objects }: ReturnType<typeof plan>) =>
  objects.map(({ externalId, newest, meaning, older }) => ({
    externalId,
    kind: meaning.kind,
    newest: newest.eventId,
    older: older.map(({ eventId }) => eventId),
  }));

describe('a plan', () => {
  it('has one thing to do an object, by its newest event', () => {
    const planned = plan(['e1', 1, [present('a')]], ['e3', 3, [present('a')]], ['e2', 2, [present('a')]]);
    expect(objectsOf(planned)).toEqual([
      { externalId: 'a', kind: 'present', newest: 'e3', older: ['e1', 'e2'] },
    ]);
  });

  it('fetches an object of which two events share the second', () => {
    const planned = plan(['e1', 1, [present('a')]], ['e2', 1, [present('a')]]);
    expect(objectsOf(planned)).toMatchObject([{ kind: 'fetch' }]);
  });

  it('orders a deletion like any other event, since an id can come back', () => {
    const [gone, back] = [
      ['e1', 1, [deleted('a')]],
      ['e2', 2, [present('a')]],
    ] as [string, number, EventMeaning[]][];
    for (const told of [
      [gone!, back!],
      [back!, gone!],
    ])
      expect(objectsOf(plan(...told))).toMatchObject([{ newest: 'e2', kind: 'present', older: ['e1'] }]);
    expect(objectsOf(plan(['e1', 1, [present('a')]], ['e2', 2, [deleted('a')]]))).toMatchObject([
      { newest: 'e2', kind: 'deleted' },
    ]);
    expect(objectsOf(plan(['e1', 1, [deleted('a')]], ['e2', 1, [present('a')]]))).toMatchObject([
      { kind: 'fetch' },
    ]);
  });

  it('orders a deletion by its version, if it has one', () => {
    const again = plan(['e1', 1, [deleted('a', 1)]], ['e2', 1, [present('a', 2)]]);
    expect(objectsOf(again)).toMatchObject([{ newest: 'e2', kind: 'present' }]);
  });

  it('orders by versions two events of the same second, whichever came first', () => {
    const planned = plan(['e1', 1, [present('a', 2)]], ['e2', 1, [present('a', 1)]]);
    expect(objectsOf(planned)).toEqual([{ externalId: 'a', kind: 'present', newest: 'e1', older: ['e2'] }]);
  });

  it('ignores an event about nothing or of another account, and sets aside what is no event', () => {
    const { objects, settled } = plan(
      ['e0', 1, { foreign: 'of another account' }],
      ['e1', 1, []],
      ['e2', 1, new SyncError('provider_invalid_response', 'no event')],
    );
    expect(objects).toEqual([]);
    expect(settled).toMatchObject([
      { event: { eventId: 'e0' }, state: 'ignored', reason: 'of another account' },
      { event: { eventId: 'e1' }, state: 'ignored', reason: 'type of e1 is about nothing that is copied' },
      { event: { eventId: 'e2' }, state: 'quarantined', reason: 'no event' },
    ]);
  });
});

describe('an event about several objects', () => {
  const applied = { state: 'applied', reason: null } as const;
  const stale = { state: 'stale', reason: null } as const;
  const ids = (outcomes: ReturnType<Settlement['done']>) =>
    outcomes.map(({ event, state }) => `${event.eventId} ${state}`);

  it('is settled by the last of them, and applied if one was', () => {
    const { objects } = plan(['e1', 1, [present('a'), present('b')]], ['e2', 2, [present('b')]]);
    const [a, b] = [objects[0]!, objects[1]!];
    const settlement = new Settlement(objects);
    expect(ids(settlement.done(b, stale))).toEqual(['e2 stale']);
    expect(ids(settlement.done(a, applied))).toEqual(['e1 applied']);
  });

  it('is settled after both transactions if they are under way at once', () => {
    const { objects } = plan(['e1', 1, [present('a'), present('b')]]);
    const [a, b] = [objects[0]!, objects[1]!];
    const settlement = new Settlement(objects);
    expect([settlement.settledWith(a, applied), settlement.settledWith(b, stale)]).toEqual([[], []]);
    expect(ids(settlement.done(a, applied))).toEqual([]);
    expect(ids(settlement.done(b, stale))).toEqual(['e1 applied']);
  });
});
