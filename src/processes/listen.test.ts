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

/** What is sent ahead on one connection, beside another that asks once in a while. */
async function sendAhead(count: number) {
  let [atOnce, mostAtOnce, begun] = [0, 0, 0];
  const api = newApi();
  api.get('/:nth', async (c) => {
    begun += 1;
    mostAtOnce = Math.max(mostAtOnce, (atOnce += 1));
    await nextTurn();
    atOnce -= 1;
    return c.text(`<${c.req.param('nth')}>`);
  });
  const server = await listen(api, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(0));
  const socket = connect(server.port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  let answered = '';
  socket.on('data', (chunk: Buffer) => (answered += chunk.toString()));
  // What is left unread on it is an error here.
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const requests = Array.from({ length: count }, (_, i) => `GET /${i} HTTP/1.1\r\nHost: x\r\n\r\n`);
  socket.write(requests.join(''));
  return {
    closed,
    nths: () => [...answered.matchAll(/<(\d+)>/g)].map(([, nth]) => Number(nth)),
    seen: () => ({ mostAtOnce, begun }),
  };
}

it('requests that a connection sends ahead are answered one after the other', async () => {
  const { nths, seen } = await sendAhead(20);
  await expect.poll(() => nths().length).toBe(20);
  expect(nths()).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(seen()).toEqual({ mostAtOnce: 1, begun: 20 });
});

it('a connection that sends many ahead is closed, and few of them are begun', async () => {
  const { closed, seen } = await sendAhead(5_000);
  await closed;
  expect(seen().begun).toBeLessThan(50);
});

it('says that the port is taken, also by a service of the same kind', async () => {
  const { port } = await open({});
  await expect(listen(newApi(), { host: '127.0.0.1', port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken.`,
  );
});
