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

it('says that the port is taken, also by a service of the same kind', async () => {
  const { port } = await open({});
  await expect(listen(newApi(), { host: '127.0.0.1', port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken.`,
  );
});
