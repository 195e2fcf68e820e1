import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { projectRoot } from '../paths.ts';

interface Block {
  readonly tag: string;
  readonly text: string;
}

const shellBlocks = (page: string): Block[] =>
  [...readFileSync(join(projectRoot, page), 'utf8').matchAll(/^```(\S*)(.*)\n([\s\S]*?)^```$/gm)]
    .filter(([, language = '']) => /^(sh|bash|shell|console)$/.test(language))
    .map(([, , tag = '', text = '']) => ({ tag: tag.trim(), text }));

const pages = globSync(['*.md', 'docs/*.md', 'simulator/*.md', 'bench/*.md'], { cwd: projectRoot })
  .toSorted()
  .filter((page) => shellBlocks(page).length > 0);

test.each(pages)('every shell block of %s is run, or says why not', (page) => {
  const untagged = shellBlocks(page).filter(({ tag }) => tag !== 'run=api' && !/^norun=.{10}/.test(tag));
  expect(untagged).toEqual([]);
});

describe('the blocks that are run', () => {
  const key = 'rk_test_of_the_documents';
  let api: TestApi;
  let server: Server;

  beforeAll(async () => {
    api = await startTestApi();
    api.simulator.createAccount({ keys: [key], limits: 'off' });
    server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
    await once(server, 'listening');
  });
  afterAll(async () => {
    server?.close();
    await api?.stop();
  });

  /** All blocks of a page in one shell. */
  async function run(page: string): Promise<string> {
    const script = shellBlocks(page).filter(({ tag }) => tag === 'run=api');
    const env = {
      ...process.env,
      API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ADMIN_API_KEY: api.adminKey,
      STRIPE_KEY: key,
    };
    const all = script.map(({ text }) => text).join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', all], { env });
    return stdout;
  }

  test('docs/integrate.md', { timeout: 60_000 }, async () => {
    const said = await run('docs/integrate.md');
    expect(said).toMatch(/https:\/\/sync\.example\.com\/connect\/\S+#wst_/);
    expect(said).toContain('https://app.example.com/hooks/payment-sync');
  });

  test('docs/api.md', { timeout: 60_000 }, async () => {
    const said = await run('docs/api.md');
    expect(said).toContain('"webhook_url"');
    expect(said).toContain('"every_seconds":3600');
  });
});
