import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it as base } from 'vitest';
import { prometheusPrograms } from '../../dev/stack/prometheus-binary.ts';
import { prometheusFolder } from './monitoring-files.ts';

const run = promisify(execFile);

const it = base
  .extend('promtool', { scope: 'file' }, async () => (await prometheusPrograms()).promtool)
  /** What promtool prints in the folder of the rules; it fails if a check does. */
  .extend('check', ({ promtool }) => async (...args: string[]) => {
    const { stdout } = await run(promtool, args, { cwd: prometheusFolder });
    return stdout;
  });

it('the rules are valid', async ({ check }) => {
  expect(await check('check', 'rules', 'rules.yml')).toMatch(/SUCCESS: \d+ rules found/);
});

it('every alert fires in its one case, and is silent in the other', async ({ check }) => {
  expect(await check('test', 'rules', 'rules.test.yml')).toMatch(/SUCCESS/);
}, 60_000);

it('the configuration of compose is valid, but for the token that only compose has', async ({ check }) => {
  expect(await check('check', 'config', '--syntax-only', 'prometheus.yml')).toMatch(
    /is valid prometheus config/,
  );
});
