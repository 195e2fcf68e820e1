import { expect, it } from 'vitest';
import { Hono } from 'hono';
import { addressPartition, clientAddress } from './client-address.ts';

async function addressOf(forwarded: string | undefined, trustedProxies: number): Promise<string> {
  const app = new Hono();
  app.get('/', (c) => c.text(String(clientAddress(c, trustedProxies))));
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const incoming = { socket: { remoteAddress: '10.0.0.1' } };
  return await (await app.request('/', { headers }, { incoming })).text();
}

it.for([
  ['no proxy is trusted', '203.0.113.9', 0, '10.0.0.1'],
  ['one proxy', '203.0.113.9', 1, '203.0.113.9'],
  ['one proxy, and the caller claims another address', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
  ['two proxies', '198.51.100.1, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  ['a request that met fewer proxies', '203.0.113.9', 3, '203.0.113.9'],
  ['a proxy that gives no address', undefined, 1, '10.0.0.1'],
  ['a proxy that gives none', 'unknown', 1, '10.0.0.1'],
  ['a line of a log as address', '"; drop', 1, '10.0.0.1'],
] as const)(
  'the client has the address that the outermost trusted proxy saw: %s',
  async ([, forwarded, hops, is]) => {
    expect(await addressOf(forwarded, hops)).toBe(is);
  },
);

it.for([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['2001:DB8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  [null, 'unknown'],
] as const)('the address %s counts as %s', ([address, partition]) => {
  expect(addressPartition(address)).toBe(partition);
});
