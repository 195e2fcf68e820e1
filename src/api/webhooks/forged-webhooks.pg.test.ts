import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { expect } from 'vitest';
import { receiverTest as it } from '../../../test/support/api-test.ts';
import {
  connectedWorkspace,
  deliver,
  eventBody,
  signature,
  webhookPath,
} from '../../../test/support/webhooks.ts';
import { listen } from '../../processes/listen.ts';
import { createApp } from '../app.ts';

const forged = (workspace: string, body = eventBody()) => ({
  path: webhookPath(workspace),
  init: { method: 'POST', body, headers: { 'stripe-signature': signature(body, 'whsec_of_nobody') } },
});

it('forged webhooks to made-up addresses and to a workspace’s own delay and refuse none of its real ones', async ({
  api,
  workspace,
  secret,
  inbox,
}) => {
  const config = { ...api.deps.config, webhooksPerSecond: 20 };
  const app = createApp({ ...api.deps, config });
  let real = 0;
  let refusedFalsely = 0;
  const answers: Promise<number>[] = [];
  for (let i = 0; i < 1_000; i += 1) {
    const { path, init } = forged(i % 2 === 0 ? workspace : randomUUID());
    answers.push(Promise.resolve(app.request(path, init)).then(({ status }) => status));
    if (i % 20 !== 19) continue;
    real += 1;
    if ((await deliver(app, workspace, eventBody(), secret)).status !== 200) refusedFalsely += 1;
  }
  expect(new Set(await Promise.all(answers))).toEqual(new Set([400]));
  expect({ refusedFalsely, stored: (await inbox()).length }).toEqual({ refusedFalsely: 0, stored: real });
});

it('what cannot be genuine by its form costs no transaction, and its body is not read', async ({
  api,
  workspace,
}) => {
  let transactions = 0;
  const inWorkspaces: typeof api.db.inWorkspaces = (...args) => {
    transactions += 1;
    return api.db.inWorkspaces(...args);
  };
  const app = createApp({ ...api.deps, webhookDb: { ...api.db, inWorkspaces } });
  const old = signature('x', 'whsec_of_nobody', 301);
  const cases: [string, string | undefined][] = [
    [webhookPath(workspace), undefined],
    [webhookPath(workspace), 't=1,v1=0'],
    [webhookPath(workspace), old],
    [webhookPath(randomUUID()), old],
    [webhookPath('no-uuid'), signature('x', 'whsec_of_nobody')],
    [webhookPath(workspace, 'paypal'), signature('x', 'whsec_of_nobody')],
  ];
  for (const [path, header] of cases) {
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1_000));
        },
      },
      { highWaterMark: 0 },
    );
    const headers: Record<string, string> = header === undefined ? {} : { 'stripe-signature': header };
    // `duplex`: the body is sent while the answer comes.
    const answer = await app.request(path, { method: 'POST', headers, body, duplex: 'half' });
    expect([answer.status, pulled, transactions]).toEqual([400, 0, 0]);
  }
});

it('a forged webhook costs the same work at an address that exists and at one that does not', async ({
  api,
  workspace,
}) => {
  const asked: number[] = [];
  const inWorkspaces: typeof api.db.inWorkspaces = (parts, ...rest) => {
    asked.push(parts.length);
    return api.db.inWorkspaces(parts, ...rest);
  };
  const cost = async (to: string) => {
    const app = createApp({ ...api.deps, webhookDb: { ...api.db, inWorkspaces } });
    const costs: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { path, init } = forged(to);
      await app.request(path, init);
      costs.push(asked.splice(0).length);
    }
    return costs;
  };
  const existing = await cost(workspace);
  expect(existing).toEqual([1, 1, 1]);
  expect(await cost(randomUUID())).toEqual(existing);
});

it('senders who never finish do not keep others out, and are ended', async ({ api, workspace, secret }) => {
  const server = await listen(api.app, { host: '127.0.0.1', port: 0 });
  const sockets = Array.from({ length: 200 }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
  try {
    for (const socket of sockets) {
      const header = signature('x', 'whsec_of_nobody');
      socket.write(
        `POST ${webhookPath(workspace)} HTTP/1.1\r\nhost: x\r\nstripe-signature: ${header}\r\ncontent-length: 900000\r\n\r\n`,
      );
      socket.write('x'.repeat(500_000));
    }
    const body = eventBody();
    const headers = { 'stripe-signature': signature(body, secret) };
    const url = `http://127.0.0.1:${server.port}${webhookPath(workspace)}`;
    for (let i = 0; i < 5; i += 1)
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
    // 64 MiB hold 134 of them: the first were given up.
    const answer = await new Promise<string>((resolve) =>
      sockets[0]!.once('data', (data) => resolve(String(data))),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.close(100);
  }
});

it('secrets of another workspace are read beside made-up ones', async ({ api }) => {
  const app = createApp(api.deps);
  const late = await connectedWorkspace(api);
  const floods = Array.from({ length: 900 }, async () => {
    const { path, init } = forged(randomUUID());
    return await app.request(path, init);
  });
  expect((await deliver(app, late.workspace, eventBody(), late.secret)).status).toBe(200);
  await Promise.all(floods);
});

it('a flood of forged webhooks writes a few lines, which have no text of a stranger', async ({ api }) => {
  const lines: Record<string, unknown>[] = [];
  const info = (facts: Record<string, unknown>, text: string) => {
    if (text === 'webhook not accepted') lines.push(facts);
  };
  const log = Object.create(api.deps.log, { info: { value: info } }) as typeof api.deps.log;
  const app = createApp({ ...api.deps, log });
  await Promise.all(
    Array.from(
      { length: 300 },
      async () =>
        await app.request(webhookPath('a%0A{"level":"error"}%1b[31m', 'stri%0Ape'), {
          method: 'POST',
          body: 'x',
        }),
    ),
  );
  // Ten a second, and five times as many at once.
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(150);
  for (const line of lines) {
    expect(line).not.toHaveProperty('provider');
    expect(line).not.toHaveProperty('workspace_id');
    expect(JSON.stringify(line)).not.toMatch(/error|31m/);
  }
});
