import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { startTestApi, type TestApi } from '../api.ts';

export interface ListeningApi extends TestApi {
  /** Where programs reach it. */
  readonly url: string;
}

/** The API of `startTestApi`, on a port. */
export async function startListeningApi(): Promise<ListeningApi> {
  const api = await startTestApi();
  const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  return {
    ...api,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      await api.stop();
    },
  };
}
