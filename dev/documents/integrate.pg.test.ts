import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { startTestApi } from '../../test/support/api.ts';
import { projectRoot } from '../paths.ts';

const page = readFileSync(join(projectRoot, 'docs/integrate.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\S*)(.*)\n([\s\S]*?)^```$/gm)].map(([, language, tag, text]) => ({
  language,
  tag: tag!.trim(),
  text: text!,
}));

test('every shell block of docs/integrate.md says how it is run', () => {
  const shell = blocks.filter(({ language }) => /^(sh|bash|shell|console)$/.test(language!));
  expect(shell.filter(({ tag }) => tag !== 'run=api')).toEqual([]);
  expect(shell.length).toBeGreaterThan(4);
});

test('the shell blocks of docs/integrate.md work, one after the other', { timeout: 60_000 }, async () => {
  const api = await startTestApi();
  const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  try {
    await once(server, 'listening');
    const script = blocks.filter(({ tag }) => tag === 'run=api').map(({ text }) => text);
    const env = {
      ...process.env,
      API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ADMIN_API_KEY: api.adminKey,
    };
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script.join('\n')], {
      env,
    });
    expect(stdout).toMatch(/https:\/\/sync\.example\.com\/connect\/\S+#wst_/);
    expect(stdout).toContain('https://app.example.com/hooks/payment-sync');
  } finally {
    server.close();
    await api.stop();
  }
});
