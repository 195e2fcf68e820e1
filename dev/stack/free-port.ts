import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP port that was free on the loopback interface a moment ago: the preferred one if it was, else any. */
export async function freePort(preferred = 0): Promise<number> {
  const server = createServer().listen(preferred, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (preferred === 0) throw error;
    return freePort();
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no address');
  server.close();
  await once(server, 'close');
  return address.port;
}
