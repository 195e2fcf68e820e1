import { describe, expect } from 'vitest';
import { status } from '../../../test/support/receivers/http-receiver.ts';
import { receiverTest as it } from '../../../test/support/receivers/receiver-test.ts';
import { platformScope } from '../../domain/ids.ts';

/** Attempts at once, as if all pauses were over. */
const quick = { retryDelaysMs: Array.from({ length: 12 }, () => 0) };

/** By default 300; `DELIVERIES=1000` is what the promise says. */
const many = Number(process.env['DELIVERIES'] ?? 300);

describe('what happened', () => {
  it('arrives signed, with ids and counts, and is told once', async ({
    tell,
    send,
    verified,
    workspace,
    row,
  }) => {
    expect(await tell()).toEqual([row.id]);
    expect(await send()).toEqual({ waitMs: null });
    expect(await send()).toEqual({ waitMs: null });
    expect(verified()).toEqual([
      {
        id: expect.stringMatching(/^msg_[0-9a-f-]{36}$/),
        payload: {
          type: 'sync.completed',
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
          data: { workspace_id: workspace, provider: 'stripe', number: 1 },
        },
      },
    ]);
  });

  it(
    `arrives all of it, although the receiver fails a third of the time (${many})`,
    { timeout: 120_000 },
    async ({ http, tell, send, verified, states }) => {
      await tell(many);
      let requests = 0;
      http.answer = (...args) => status(++requests % 3 === 0 ? 503 : 200)(...args);
      while ((await send(quick)).waitMs !== null) continue;
      expect(await states()).toEqual({ delivered: many });
      const arrived = new Set(verified().map(({ payload }) => payload.data.number));
      expect(arrived.size).toBe(many);
      expect(http.received.length).toBeGreaterThan(many);
    },
  );

  it('keeps its id in every attempt', async ({ http, tell, send, verified }) => {
    await tell();
    http.answer = status(500);
    await send(quick);
    await send(quick);
    const ids = verified().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });

  it('is tried to the end of the schedule, has failed then, and can be replayed', async ({
    inWorkspace,
    http,
    tell,
    send,
    states,
    row,
  }) => {
    await tell();
    http.answer = status(500);
    for (let i = 0; i < 3; i++) {
      await send({ retryDelaysMs: [0, 0] });
      await inWorkspace((ws) => ws.receivers.release(row.id));
    }
    expect(await states()).toEqual({ failed: 1 });
    expect(http.received).toHaveLength(3);
    http.answer = status(200);
    const replay = { since: new Date(0), delivered: false };
    expect(await inWorkspace((ws) => ws.deliveries.replaySince(row.id, replay))).toBe(1);
    await send();
    expect(await states()).toEqual({ delivered: 1 });
    const log = await inWorkspace((ws) => ws.deliveries.listAttempts(row.id, { limit: 10 }));
    expect(log.map(({ attempt, status: answered }) => [attempt, answered])).toEqual([
      [1, 200],
      [3, 500],
      [2, 500],
      [1, 500],
    ]);
  });
});

describe('a receiver', () => {
  it('that is away loses nothing, costs one request a round, and gets all at once when it is back', async ({
    http,
    tell,
    send,
    states,
    now,
    inWorkspace,
    row,
  }) => {
    await tell(20);
    http.answer = status(503);
    const { waitMs } = await send();
    expect(http.received.length).toBeLessThanOrEqual(10);
    expect(waitMs).toBeGreaterThan(0);
    expect((await now()).failingSince).not.toBeNull();
    http.received.length = 0;
    http.answer = status(200);
    await inWorkspace((ws) => ws.receivers.release(row.id));
    expect(await send()).toEqual({ waitMs: null });
    expect(await states()).toEqual({ delivered: 20 });
    expect(http.received).toHaveLength(20);
    expect(await now()).toMatchObject({ failingSince: null, failures: 0 });
  });

  it('that asks for time is left alone for it', async ({ http, tell, send }) => {
    await tell(9);
    http.answer = status(429, { 'retry-after': '120' });
    const { waitMs } = await send();
    expect(waitMs).toBeGreaterThan(110_000);
    expect(http.received.length).toBeLessThanOrEqual(8);
    expect((await send()).waitMs).toBeGreaterThan(110_000);
    expect(http.received.length).toBeLessThanOrEqual(8);
  });

  it('that answers 410 is switched off, which the audit log and the platform are told', async ({
    http,
    create,
    tell,
    send,
    states,
    now,
    inWorkspace,
    handOut,
    db,
  }) => {
    const { row: ofPlatform } = await create({ types: ['webhook_endpoint.disabled'] }, platformScope);
    await tell(12);
    http.answer = status(410);
    expect(await send()).toEqual({ waitMs: null });
    expect(await now()).toMatchObject({ disabledReason: 'gone' });
    expect(await states()).toEqual({ failed: 12 });
    const [entry] = await inWorkspace((ws) => ws.auditLog.list({ limit: 1 }));
    expect(entry).toMatchObject({ action: 'webhook_endpoint.disabled', details: { reason: 'gone' } });
    expect(await handOut()).toEqual([ofPlatform.id]);
    const [told] = await db.inWorkspace(platformScope, (ws) =>
      ws.deliveries.list(ofPlatform.id, { limit: 5 }),
    );
    expect(JSON.parse(told!.body)).toMatchObject({
      type: 'webhook_endpoint.disabled',
      data: { reason: 'gone' },
    });
    await db.inWorkspace(platformScope, (ws) => ws.receivers.deleteAll());
  });

  it('that has taken nothing for five days is switched off; what happens then is kept', async ({
    http,
    tell,
    send,
    states,
    now,
    owner,
    row,
  }) => {
    await tell();
    http.answer = status(500);
    await owner.query(`begin; set local role payment_sync_app`);
    await owner.query(`select set_config('app.workspace_id', $1, true)`, [row.workspaceId]);
    await owner.query(
      `update receivers set failing_since = now() - interval '5 days 1 minute', failures = 9`,
    );
    await owner.query('commit');
    await send();
    expect(await now()).toMatchObject({ disabledReason: 'failing' });
    expect(await tell()).toEqual([]);
    // The notice of its own end as well.
    expect(await states()).toEqual({ failed: 3 });
  });

  it('that is deleted in the middle ends its work', async ({ http, tell, send, row, inWorkspace }) => {
    await tell(30);
    http.answer = (...args) =>
      void inWorkspace((ws) => ws.receivers.delete(row.id)).then(() => status(200)(...args));
    expect(await send()).toEqual({ waitMs: null });
    expect(http.received.length).toBeLessThanOrEqual(8);
  });
});
