import { describe, expect } from 'vitest';
import { beginSync } from '../../../test/support/begin-sync.ts';
import { receiverTest } from '../../../test/support/receivers/receiver-test.ts';
import { connect, hourly } from '../../../test/support/seed.ts';
import { sessionId } from '../../domain/ids.ts';
import { latenessOf, tellLateness } from './tell-lateness.ts';

const hour = 3_600_000;

describe('a copy that becomes too old', () => {
  receiverTest(
    'is told as late, then as stale, once each, and again after it was current',
    async ({ db, inWorkspace, handOut, row }) => {
      const id = sessionId('0190aaaa-0000-7000-8000-000000000009');
      await inWorkspace(async (ws) => {
        await connect(ws);
        await beginSync(ws, ['customers', 'products', 'prices', 'subscriptions'], id);
        await ws.sessions.transition(id, 'completed');
        await ws.paymentConfigs.recordEnd(id);
        await ws.schedules.put('stripe', { ...hourly, everySeconds: 3_600, paused: false });
      });
      const now = Date.now();
      const told: number[] = [];
      for (const hours of [0.5, 1.5, 1.6, 2.5, 2.6, 0.5, 1.5])
        told.push(await tellLateness({ db }, now + hours * hour));
      expect(told).toEqual([0, 1, 0, 1, 0, 0, 1]);
      await handOut();
      const sent = await inWorkspace((ws) => ws.deliveries.list(row.id, { limit: 10 }));
      expect(sent.map(({ type }) => type)).toEqual(['sync.late', 'sync.stale', 'sync.late']);
      expect(JSON.parse(sent[0]!.body).data).toMatchObject({
        reasons: expect.arrayContaining(['sync_overdue']),
      });
    },
  );
});

describe('what is noted', () => {
  receiverTest.for([
    ['late', null, 'late'],
    ['stale', 'late', 'stale'],
    ['late', 'stale', undefined],
    ['syncing', 'late', undefined],
    ['failed', 'stale', undefined],
    ['current', 'late', null],
    ['current', null, undefined],
    ['paused', 'stale', null],
  ] as const)('of a connection that is %s and was %s', ([state, noted, lateness]) => {
    expect(latenessOf(state, noted)).toBe(lateness);
  });
});
