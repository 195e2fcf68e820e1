import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectRoot } from '../../dev/paths.ts';
import { bundleWorkflows, workflowBundle } from '../processes/bundle-workflows.ts';

test('workflows are bundled for Temporal’s sandbox', async () => {
  const { code } = await bundleWorkflows();
  for (const workflow of ['workspaceSync', 'scheduledSync', 'sweep'])
    expect(code.includes(workflow)).toBe(true);
  // Each run evaluates the bundle's modules anew: a value import of the entities would cost every workflow milliseconds.
  expect(code).not.toContain('src/domain/entities/entities.ts');
}, 60_000);

test('a bundle that is not there is named, with the variable that names it', async () => {
  await expect(workflowBundle('/nowhere/workflows.js')).rejects.toThrow(
    'WORKFLOW_BUNDLE names /nowhere/workflows.js, which cannot be read',
  );
});

test('no workflow can see Node’s types, so that code which is not deterministic does not compile', async () => {
  const tsc = `${projectRoot}/node_modules/typescript/bin/tsc`;
  const args = ['-p', 'tsconfig.workflows.json', '--listFiles'];
  const { stdout } = await promisify(execFile)(tsc, args, { cwd: projectRoot, maxBuffer: 16 * 1024 * 1024 });
  const files = stdout.split('\n');
  expect(files.some((file) => file.endsWith('src/workflows/workspace-sync.ts'))).toBe(true);
  expect(files.filter((file) => file.includes('/@types/node/'))).toEqual([]);
}, 60_000);
