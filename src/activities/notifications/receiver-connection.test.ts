import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { startHttpReceiver, status } from '../../../test/support/receivers/http-receiver.ts';
import { ReceiverConnection, type Attempt, type Egress } from './receiver-connection.ts';

const it = test.extend('receiver', async ({}, { onCleanup }) => {
  const receiver = await startHttpReceiver();
  onCleanup(() => receiver.stop());
  return receiver;
});

const message = { body: '{"type":"webhook.test"}', headers: { 'webhook-id': 'msg_1' } };

async function post(url: string, egress: Partial<Egress> = {}): Promise<Attempt> {
  const connection = new ReceiverConnection({ loopback: true, connections: 1, ...egress });
  try {
    return await connection.post(url, message);
  } finally {
    await connection.close();
  }
}

/** A DNS that knows one answer. */
const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const notPublic = { status: null, problem: 'its address is not on the public Internet' };

it('a 2xx is a success, and the answer is kept', async ({ receiver }) => {
  receiver.answer = (_request, response) => void response.writeHead(202).end('thanks');
  expect(await post(receiver.url)).toMatchObject({ status: 202, problem: null, answer: 'thanks' });
  expect(receiver.received).toMatchObject([{ id: 'msg_1', body: message.body }]);
});

it('a redirect is not followed, wherever it leads', async ({ receiver }) => {
  receiver.answer = status(302, { location: 'http://169.254.169.254/latest/meta-data/' });
  expect(await post(receiver.url)).toMatchObject({
    status: 302,
    problem: 'redirects are not followed (302)',
  });
  expect(receiver.received).toHaveLength(1);
});

it.each([
  ['10.0.0.1'],
  ['169.254.169.254'],
  ['127.0.0.1'],
  ['100.64.0.1'],
  ['::1'],
  ['fd00::1'],
  ['::ffff:127.0.0.1'],
  ['64:ff9b::a9fe:a9fe'],
  ['2002:7f00:1::1'],
  ['93.184.216.34', '192.168.1.1'],
])('a name that resolves to %s %s is refused before anything is sent', async (...addresses) => {
  const found = addresses.filter((address) => typeof address === 'string');
  const attempt = await post('https://hook.example.net/', { loopback: false, lookup: resolvesTo(...found) });
  expect(attempt).toMatchObject(notPublic);
});

it.each([
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest',
])('the address %s is refused, however it is written', async (url) => {
  expect(await post(url, { loopback: false })).toMatchObject(notPublic);
});

it('the request goes to the address that was checked: nothing looks the name up again', async ({
  receiver,
}) => {
  let asked = 0;
  const lookup: LookupFunction = (_hostname, _options, callback) => {
    asked += 1;
    callback(null, [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
  };
  const { port } = new URL(receiver.url);
  const attempt = await post(`http://rebinding.example.net:${port}/`, { lookup });
  expect(attempt.status).toBe(204);
  expect(asked).toBe(1);
});

it('http is for this machine in development only', async ({ receiver }) => {
  expect(await post('http://example.net/', { loopback: false })).toMatchObject({
    status: null,
    problem: 'only https is allowed',
  });
  expect(await post(receiver.url, { loopback: false })).toMatchObject(notPublic);
});

it('an answer of 10 MB is read to its first 64 KiB, and its status decides', async ({ receiver }) => {
  let written = 0;
  const chunk = Buffer.alloc(64 * 1024, 'x');
  receiver.answer = (_request, response) => {
    response.writeHead(200);
    const more = () => {
      while (written < 160 * chunk.length && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  };
  const attempt = await post(receiver.url);
  expect(attempt).toMatchObject({ status: 200, problem: null });
  expect(attempt.answer).toHaveLength(1_000);
  expect(written).toBeLessThan(8 * 1024 * 1024);
});

it('a receiver that never answers, or never ends its answer, costs no more than the time-out', async ({
  receiver,
}) => {
  receiver.answer = () => {};
  const silent = await post(receiver.url, { timeoutMs: 200 });
  expect(silent).toMatchObject({ status: null, problem: 'no answer within 0.2 s' });
  receiver.answer = (_request, response) => void response.writeHead(200).write('{');
  expect(await post(receiver.url, { timeoutMs: 200 })).toMatchObject({ status: 200, problem: null });
});

it('HTML is kept as the text that it is, without what Postgres cannot store', async ({ receiver }) => {
  receiver.answer = (_request, response) =>
    void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>\u0000');
  const attempt = await post(receiver.url);
  expect(attempt).toMatchObject({ status: 502, problem: 'it answered 502' });
  expect(attempt.answer).toMatch(/^<h1>Bad gateway<\/h1>/);
  expect(attempt.answer).not.toContain('\u0000');
});

it('a receiver that is away is named by what is wrong', async ({ receiver }) => {
  await receiver.stop();
  expect(await post(receiver.url)).toMatchObject({ status: null, problem: 'it refused the connection' });
});
