import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowance, opened, request, first, Rows, at } from '../../../test/support/lock-rows.ts';
import type { OpenedSession } from '../../contracts/activities.ts';

describe('a session that waits for admission', () => {
  it('knows of an admission that came while its row was being written', async () => {
    const rows = new Rows();
    const row = Promise.withResolvers<OpenedSession>();
    rows.answer = () => row.promise;
    const started = rows.lock.start(first);
    rows.lock.admit();
    row.resolve(opened(60_000));
    expect(await started).toMatchObject({ status: 'pending' });
    expect(rows.lock.state).toMatchObject({ kind: 'waiting', pollAfterMs: 60_000, admitted: true });
  });

  it('knows of an admission that comes while it polls, and begins once it is admitted', async () => {
    const rows = await at('waiting');
    const row = Promise.withResolvers<OpenedSession>();
    rows.answer = () => row.promise;
    const polled = rows.lock.pollAdmission();
    rows.lock.admit();
    row.resolve(opened(30_000));
    await polled;
    expect(rows.lock.state).toMatchObject({ kind: 'waiting', pollAfterMs: 30_000, admitted: true });
    rows.answer = () => Promise.resolve(opened(null));
    await rows.lock.pollAdmission();
    expect(rows.lock.state).toEqual({ kind: 'running', session: first, allowance });
  });
});

it('a queued session that could not be opened makes room for the next', async () => {
  const rows = await at('running');
  const row = Promise.withResolvers<OpenedSession>();
  rows.answer = () => row.promise;
  const [failing, next] = [request(), request()];
  const started = rows.lock.start(failing);
  await rows.lock.cancel(failing);
  rows.answer = () => Promise.resolve(opened(null));
  await rows.lock.start(next);
  row.reject(new Error('not configured'));
  await expect(started).rejects.toThrow('not configured');
  expect(rows.lock.queued).toBe(next);
});

it('whatever is asked in whatever order, a session is accepted once and never lost, and its end is final', async () => {
  const message = fc.constantFrom('start', 'queue', 'cancel', 'cancelQueued', 'admitted', 'poll', 'close');
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 30 }),
      fc.infiniteStream(fc.boolean()),
      async (all, full) => {
        const rows = new Rows();
        const { lock } = rows;
        rows.answer = async () => opened(full.next().value === true ? 1_000 : null);
        const held = () => ('session' in lock.state ? lock.state.session : null);
        for (const asked of all) {
          const [session, queued, kind] = [held(), lock.queued, lock.state.kind];
          const ending = kind === 'closing' || kind === 'openFailed';
          if (asked === 'admitted') lock.admit();
          else if (asked === 'poll') await lock.pollAdmission();
          else if (asked === 'close') lock.close();
          else if (asked === 'cancel' || asked === 'cancelQueued') {
            const target = asked === 'cancel' ? session : queued;
            if (target === null) continue;
            const mayCancel = target === queued || !ending;
            if (!mayCancel) expect(() => lock.refuseIfNotActive(target)).toThrow('is not active');
            else await lock.cancel(target);
          } else {
            const next = request(asked === 'queue' ? 'queue' : 'refuse');
            try {
              lock.refuseIfBusy(next);
            } catch {
              expect(session ?? queued).not.toBeNull();
              continue;
            }
            await lock.start(next);
            expect([held(), lock.queued]).toContain(next);
          }
          if (session !== null) expect(held()).toBe(session);
          if (queued !== null && asked !== 'cancelQueued') expect(lock.queued).toBe(queued);
          if (ending) expect(lock.state.kind).toBe(kind);
        }
      },
    ),
  );
});
