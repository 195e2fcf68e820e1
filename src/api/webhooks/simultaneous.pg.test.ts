import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect } from 'vitest';
import { receiverTest as it } from '../../../test/support/api-test.ts';
import { connectedWorkspace, deliver, eventBody } from '../../../test/support/webhooks.ts';
import { createApp } from '../app.ts';

const idOf = (body: string): string => JSON.parse(body).id;

describe('at once', () => {
  it('the same event a thousand times is stored once, and each sender gets a 200', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
    const body = eventBody();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => deliver(api.app, workspace, body, secret)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inbox()).toHaveLength(1);
  });

  it('10,000 different events of one workspace are all stored, by few statements', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
    const bodies = Array.from({ length: 10_000 }, () => eventBody());
    let statements = 0;
    const inWorkspaces: typeof api.db.inWorkspaces = (parts) => {
      statements += parts.length;
      return api.db.inWorkspaces(parts);
    };
    const app = createApp({ ...api.deps, webhookDb: { ...api.db, inWorkspaces } });
    const answers = await Promise.all(bodies.map((body) => deliver(app, workspace, body, secret)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set((await inbox()).map(({ eventId }) => eventId))).toEqual(new Set(bodies.map(idOf)));
    expect(statements).toBeLessThan(200);
  });

  it('each workspace gets its own', async ({ api, inbox }) => {
    const others = await Promise.all([1, 2, 3].map(() => connectedWorkspace(api)));
    const sent = others.flatMap((other) =>
      Array.from({ length: 50 }, () => ({ ...other, body: eventBody() })),
    );
    await Promise.all(sent.map((one) => deliver(api.app, one.workspace, one.body, one.secret)));
    for (const other of others) {
      const expected = sent.filter((one) => one.workspace === other.workspace).map(({ body }) => idOf(body));
      expect(new Set((await inbox(other.workspace)).map(({ eventId }) => eventId))).toEqual(
        new Set(expected),
      );
    }
  });

  it('those of fifty workspaces are stored by few transactions, each workspace’s by itself', async ({
    api,
    inbox,
  }) => {
    const others = await Promise.all(Array.from({ length: 50 }, () => connectedWorkspace(api)));
    const sent = Array.from({ length: 1_000 }, (_, i) => ({ ...others[i % 50]!, body: eventBody() }));
    let transactions = 0;
    const inWorkspaces: typeof api.db.inWorkspaces = (parts) => {
      transactions += 1;
      expect(new Set(parts.map(({ workspace: of }) => of)).size).toBe(parts.length);
      return api.db.inWorkspaces(parts);
    };
    const app = createApp({ ...api.deps, webhookDb: { ...api.db, inWorkspaces } });
    const answers = await Promise.all(sent.map((one) => deliver(app, one.workspace, one.body, one.secret)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(transactions).toBeLessThan(200);
    for (const other of others) expect(await inbox(other.workspace)).toHaveLength(20);
  });

  it('one that the database refuses makes no other of its transaction fail, of any workspace', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
    const others = await Promise.all([1, 2, 3].map(() => connectedWorkspace(api)));
    const owner = new Client({ connectionString: api.databaseUrl });
    await owner.connect();
    const refusal = `check (object_id <> 'cus_poison') not valid`;
    await owner.query(`alter table webhook_inbox add constraint no_poison ${refusal}`);
    try {
      const poison = eventBody({ data: { object: { id: 'cus_poison', object: 'customer' } } });
      const bodies = [eventBody(), poison, eventBody()];
      const all = [...others, { workspace, secret }].flatMap((to, i) =>
        bodies.map((body) => ({ ...to, body: body === poison && i === 0 ? poison : eventBody() })),
      );
      const answers = await Promise.all(
        all.map((one) => deliver(api.app, one.workspace, one.body, one.secret)),
      );
      expect(answers.map(({ status }) => status === 200)).toEqual(all.map(({ body }) => body !== poison));
      expect(await inbox(others[0]!.workspace)).toHaveLength(2);
      for (const other of others.slice(1)) expect(await inbox(other.workspace)).toHaveLength(3);
    } finally {
      await owner.query('alter table webhook_inbox drop constraint no_poison');
      await owner.end();
    }
  });

  it('of a workspace whose inbox is locked do not delay those of others', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
    const other = await connectedWorkspace(api);
    for (const to of [other, { workspace, secret }])
      await deliver(api.app, to.workspace, eventBody(), to.secret);
    const gate = Promise.withResolvers<void>();
    const holding = Promise.withResolvers<void>();
    const holder = api.db.inWorkspace(workspace, async (ws) => {
      await ws.inboxLeases.take('stripe', randomUUID(), 60);
      holding.resolve();
      await gate.promise;
    });
    await holding.promise;
    let answered = 0;
    const locked = [1, 2].map(async () => {
      const { status } = await deliver(api.app, workspace, eventBody(), secret);
      answered += 1;
      return status;
    });
    for (let round = 0; round < 3; round += 1) {
      const free = [1, 2, 3].map(() => deliver(api.app, other.workspace, eventBody(), other.secret));
      expect((await Promise.all(free)).map(({ status }) => status)).toEqual([200, 200, 200]);
    }
    expect(answered).toBe(0);
    gate.resolve();
    await holder;
    expect(await Promise.all(locked)).toEqual([200, 200]);
    expect(await inbox()).toHaveLength(3);
    expect(await inbox(other.workspace)).toHaveLength(10);
  });

  it('more than a workspace may receive get a 429 with the time to wait, and delay no other workspace', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
    const app = createApp({ ...api.deps, config: { ...api.deps.config, webhooksPerSecond: 1 } });
    const other = await connectedWorkspace(api);
    const answers = [];
    for (let i = 0; i < 20; i += 1) answers.push(await deliver(app, workspace, eventBody(), secret));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await inbox()).length).toBe(20 - refused.length);
    expect((await deliver(app, other.workspace, eventBody(), other.secret)).status).toBe(200);
  });
});

describe('the workflow', () => {
  it('is woken when an event is stored, and not again until it has come', async ({
    api,
    workspace,
    secret,
  }) => {
    const woken = () => api.gateway.woken.filter((id) => id.includes(workspace)).length;
    for (let i = 0; i < 5; i += 1) await deliver(api.app, workspace, eventBody(), secret);
    expect(woken()).toBe(1);
  });

  it('being away makes no webhook fail', async ({ api, workspace, secret, inbox }) => {
    api.gateway.away = true;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => deliver(api.app, workspace, eventBody(), secret)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inbox()).toHaveLength(20);
  });
});
