import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readServerConfig, readWorkerConfig } from '../../../src/config/config.ts';
import { startServer, type RunningServer } from '../../../src/server.ts';
import { startWorker, type RunningWorker } from '../../../src/worker.ts';

/** The API behind a load balancer, and a worker, of which a new one takes over before the old one stops. */
export interface RollingService {
  /** The load balancer's. */
  readonly url: string;
  /** Replaces both by processes with these variables on top of those of the start. */
  restart(env: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/** `env`: what the processes get, without PUBLIC_BASE_URL and PORT. */
export async function startRollingService(env: Record<string, string>): Promise<RollingService> {
  let target = '';
  const balancer = createServer((asked, answer) => forward(asked, answer, target));
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`;
  const own = { ...env, PUBLIC_BASE_URL: url, PORT: '0' };
  let server: RunningServer | undefined;
  let worker: RunningWorker | undefined;
  const stopBoth = () => Promise.all([server?.stop(), worker?.stop()]);

  async function restart(more: Record<string, string>): Promise<void> {
    const next = await startServer(readServerConfig({ ...own, ...more }));
    target = next.url;
    const nextWorker = await startWorker(readWorkerConfig({ ...own, ...more }));
    await stopBoth();
    [server, worker] = [next, nextWorker];
  }

  await restart({});
  return {
    url,
    restart,
    async stop() {
      await stopBoth();
      balancer.closeAllConnections();
      await new Promise((resolve) => balancer.close(resolve));
    },
  };
}

function forward(asked: IncomingMessage, answer: ServerResponse, target: string): void {
  const { method, headers } = asked;
  const onward = request(new URL(asked.url ?? '/', target), { method, headers, agent: false }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  onward.on('error', () => answer.writableEnded || answer.writeHead(502).end());
  asked.pipe(onward);
}
