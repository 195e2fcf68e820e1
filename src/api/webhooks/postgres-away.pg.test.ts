import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { receiverTest as it } from '../../../test/support/api-test.ts';
import { startTcpProxy } from '../../../test/support/stoppable/tcp-proxy.ts';
import { connectedWorkspace, deliver, eventBody } from '../../../test/support/webhooks.ts';
import { listenForChanges } from '../../db/changes/change-notices.ts';
import { openDatabase } from '../../db/database.ts';
import { createApp } from '../app.ts';

const idOf = (body: string): string => JSON.parse(body).id;

describe('while Postgres is away', () => {
  it('webhooks get a 503, and none that was acknowledged is missing', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
    const way = await startTcpProxy(api.databaseUrl);
    const db = openDatabase({ url: way.url, maxConnections: 4, applicationName: 'test' });
    const changes = listenForChanges({ url: way.url, applicationName: 'test' });
    const app = createApp({ ...api.deps, db, webhookDb: db, changes });
    try {
      const others = await Promise.all([1, 2, 3].map(() => connectedWorkspace(api)));
      const receivers = [{ workspace, secret }, ...others];
      const acknowledged: string[] = [];
      const statuses = new Map<number, number>();
      const enoughSent = new AbortController();
      const sender = async (_: unknown, i: number) => {
        const to = receivers[i % receivers.length]!;
        while (!enoughSent.signal.aborted) {
          const body = eventBody();
          const { status, headers } = await deliver(app, to.workspace, body, to.secret);
          if (status === 200) acknowledged.push(idOf(body));
          if (status === 503) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          await sleep(2);
        }
      };
      const senders = Array.from({ length: 20 }, sender);
      const enough = async (status: number, count: number) => {
        for (const until = Date.now() + 15_000; (statuses.get(status) ?? 0) < count && Date.now() < until;)
          await sleep(10);
      };
      await enough(200, 100);
      await way.cut();
      await enough(503, 100);
      await way.restore();
      await enough(200, 1 + 100 + (statuses.get(200) ?? 0));
      enoughSent.abort();
      await Promise.all(senders);
      expect(new Set(statuses.keys())).toEqual(new Set([200, 503]));
      const kept = await Promise.all(receivers.map(({ workspace: of }) => inbox(of)));
      const stored = new Set(kept.flat().map(({ eventId }) => eventId));
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    } finally {
      await Promise.allSettled([db.close(), changes.close()]);
      await way.cut();
    }
  });
});
