import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { projectRoot } from '../paths.ts';

test('the demo copies four accounts of two providers completely, follows their webhooks and events, and ends', async () => {
  const demo = spawn(process.execPath, ['dev/demo/demo.ts'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [demo.stdout, demo.stderr]) output.on('data', (chunk) => (printed += String(chunk)));
  const [code] = await once(demo, 'close');
  expect(printed).toContain('38,000 rows');
  expect(printed.match(/\d+ webhooks, \d+ of them delivered twice, all proved genuine/g)).toHaveLength(4);
  expect(printed).toContain('An incremental sync found them');
  expect(printed.match(/All \d+ objects concerned equal the provider's, field for field/g)).toHaveLength(2);
  expect(printed).not.toContain('✗');
  expect(code).toBe(0);
}, 120_000);
