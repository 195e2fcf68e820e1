import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';
import { inboxEvent } from '../../../test/support/seed.ts';

const it = operatorTest
  /** Receives events that cannot be applied. */
  .extend('setAside', ({ api, workspace }) => async (ids: readonly string[]) => {
    await api.db.inWorkspace(workspace, async ({ inbox }) => {
      await inbox.store(
        'stripe',
        ids.map((id) => inboxEvent(id)),
      );
      const rows = await inbox.list({ limit: 10_000, state: 'stored' });
      const settled = rows.map((event) => ({
        event,
        state: 'quarantined' as const,
        reason: 'no object in it',
      }));
      await inbox.settle('stripe', settled, null);
    });
  })
  .extend('left', ({ api, workspace }) => async () => {
    const rows = await api.db.inWorkspace(workspace, ({ inbox }) =>
      inbox.list({ limit: 10_000, state: 'quarantined' }),
    );
    return rows.map(({ eventId }) => eventId).toSorted();
  })
  .extend('path', async ({ api, workspace }) => {
    await api.connect(workspace);
    return `/workspaces/${workspace}/webhooks`;
  });

const named = (name: string, many: number) => Array.from({ length: many }, (_, n) => `evt_${name}_${n}`);

it('5,000 events in quarantine are a page of fifty, and the next, without one twice', async ({
  operator,
  path,
  setAside,
}) => {
  await setAside(named('many', 5_000));
  const eventsOf = (text: string) => [...new Set(text.match(/(?<=events\/)evt_many_\d+/g))];
  const first = await operator.look(`${path}?state=quarantined`);
  expect(eventsOf(first.text)).toHaveLength(50);
  expect(first.text.length).toBeLessThan(100_000);
  const next = /<a href="([^"]+)" rel="next"/.exec(first.text)![1]!.replaceAll('&amp;', '&');
  const second = eventsOf((await operator.look(next)).text);
  expect(second).toHaveLength(50);
  expect(second.filter((id) => eventsOf(first.text).includes(id))).toEqual([]);
});

it('all that were received since a time are replayed, and the others stay', async ({
  operator,
  path,
  setAside,
  left,
}) => {
  await setAside(named('before', 3));
  const since = new Date(Date.now() + 1).toISOString().slice(0, -1);
  await sleep(10);
  await setAside(named('after', 2));
  await operator.look(`${path}?state=quarantined`);
  const page = await operator.send(`${path}/replay`, { since });
  expect(page.text).toContain('2 events will be applied again');
  expect(await left()).toEqual(named('before', 3));
  expect((await operator.send(`${path}/replay`, { since: 'noon' })).text).toContain(
    'must be a date and a time',
  );
  expect((await operator.send(`${path}/replay`)).text).toContain('3 events will be applied again');
});
