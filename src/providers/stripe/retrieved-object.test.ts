import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { stripeProvider } from './stripe-provider.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Fetches `cus_1` from an account that answers every request with this. */
async function retrieve(answer: object) {
  const listening = createServer((_, response) => response.end(JSON.stringify(answer)));
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const account = stripeProvider({ apiBase: `http://127.0.0.1:${port}` }).connect({ api_key: 'sk_test_123' });
  return await account.retrieve('customers', 'cus_1');
}

test.each([
  { object: 'list', data: [], has_more: false },
  { id: 'cus_2', object: 'customer', created: 1 },
  { id: 'cus_1', object: 'customer' },
  { object: 'customer', created: 1 },
])('%j is not taken for the object that was requested', async (answer) => {
  await expect(retrieve(answer)).rejects.toMatchObject({ code: 'provider_unreadable' });
});

test('the object that was requested is taken', async () => {
  const found = await retrieve({ id: 'cus_1', object: 'customer', created: 1 });
  expect(found.state).toBe('present');
});
