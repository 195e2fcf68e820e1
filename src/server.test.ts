import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./server.ts', import.meta.url));
const complete = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  CREDENTIAL_KEYS: `k:${Buffer.alloc(32, 7).toString('base64')}`,
  ADMIN_API_KEY: 'an-admin-key-of-some-length',
  PUBLIC_BASE_URL: 'http://localhost',
  LOG_LEVEL: 'silent',
};
let children: ChildProcess[] = [];
let taken: Server | undefined;

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  taken?.close();
  taken = undefined;
});

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, output }));
  return { child, ended, output: () => output };
}

describe('npm run api', () => {
  it('ends with code 2 and names every missing variable', async () => {
    const { code, output } = await start({}).ended;
    expect(code).toBe(2);
    for (const variable of ['DATABASE_URL', 'CREDENTIAL_KEYS', 'ADMIN_API_KEY', 'PUBLIC_BASE_URL']) {
      expect(output).toContain(variable);
    }
  }, 20_000);

  it('ends with code 1 and advice when its port is taken', async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, output } = await start({ ...complete, PORT: port }).ended;
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(new RegExp(`${port}.*PORT`)) });
  }, 20_000);

  it('starts without Postgres and Temporal, says so at /readyz, and stops on SIGTERM', async () => {
    const { child, ended, output } = start({ ...complete, PORT: '0' });
    await expect.poll(output, { timeout: 15_000 }).toMatch(/^api listening on http:\/\/127\.0\.0\.1:\d+\n/);
    const url = /http:\S+/.exec(output())?.[0] ?? '';
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      checks: { postgres: { ok: false }, temporal: { ok: false } },
    });
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  }, 30_000);
});
