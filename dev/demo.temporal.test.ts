import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { projectRoot } from './paths.ts';

test('the demo copies three accounts whole, and ends by itself where there is no terminal', async () => {
  const demo = spawn(process.execPath, ['dev/demo.ts'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [demo.stdout, demo.stderr]) output.on('data', (chunk) => (printed += String(chunk)));
  const [code] = await once(demo, 'close');
  expect(printed).toContain('36,000 rows');
  expect(printed).not.toContain('✗');
  expect(code).toBe(0);
}, 120_000);
