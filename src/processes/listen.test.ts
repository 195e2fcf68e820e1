import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { newApi } from '../api/route.ts';
import { listen, type ListenOptions } from './listen.ts';

async function open(options: ListenOptions) {
  const api = newApi();
  api.get('/', (c) => c.text('here'));
  const server = await listen(api, { host: '127.0.0.1', port: 0 }, options);
  onTestFinished(() => server.close(0));
  /** Whether the connection is still open when its first request was answered, or closed instead. */
  const isAccepted = async () => {
    const socket = connect(server.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const first = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'close').then(() => false),
    ]);
    return { first, socket };
  };
  return { isAccepted, port: server.port };
}

it('closes the connections of one address beyond its share, and takes new ones when others ended', async () => {
  const { isAccepted } = await open({ ofAddress: 2 });
  const [one, two, three] = [await isAccepted(), await isAccepted(), await isAccepted()];
  expect([one, two, three].map(({ first }) => first)).toEqual([true, true, false]);
  one.socket.destroy();
  await expect.poll(async () => (await isAccepted()).first).toBe(true);
});

it('does not count the addresses of proxies', async () => {
  const { isAccepted } = await open({ ofAddress: 1, behindProxies: true });
  const all = [await isAccepted(), await isAccepted(), await isAccepted()];
  expect(all.every(({ first }) => first)).toBe(true);
});

it.runIf(process.platform === 'linux')('accepts many connections in a turn of the event loop', async () => {
  const crowd = 320;
  const requests: number[] = [];
  let turn = 0;
  const api = newApi();
  api.get('/', (c) => {
    requests.push(turn);
    return c.text('here');
  });
  const server = await listen(api, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(0));
  const sockets = Array.from({ length: crowd }, () => connect(server.port, '127.0.0.1'));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  for (; requests.length < crowd; turn += 1) await nextTurn();
  // One a turn would take as many turns as there are connections.
  expect(new Set(requests).size).toBeLessThan(crowd / 2);
});

it('a thousand connections that send slowly, or nothing, keep no other waiting, and are ended', async () => {
  const { isAccepted, port } = await open({ arrivalMs: 1_000 });
  const sockets = Array.from({ length: 1_000 }, () => connect(port, '127.0.0.1'));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const ends = sockets.map(async (socket, i) => {
    // Some say nothing at all, others go on for as long as they may.
    const parts = [
      '',
      'GET / HTT',
      'GET / HTTP/1.1\r\nHost: loc',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab',
    ];
    socket.on('error', () => {}).write(parts[i % parts.length]!);
    socket.resume();
    await once(socket, 'close');
  });
  await Promise.all(sockets.map(async (socket) => await once(socket, 'connect')));
  for (let i = 0; i < 10; i += 1) expect((await isAccepted()).first).toBe(true);
  await Promise.all(ends);
});

it('says that the port is taken, also by a service of the same kind', async () => {
  const { port } = await open({});
  await expect(listen(newApi(), { host: '127.0.0.1', port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken.`,
  );
});
