import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

/** The bundle in this file, or one that is made now. Throws if the file cannot be read. */
export async function workflowBundle(file: string | undefined): Promise<WorkflowBundleOption> {
  if (file === undefined) return await bundleWorkflows();
  await access(file).catch((cause: unknown) => {
    throw new Error(`WORKFLOW_BUNDLE names ${file}, which cannot be read`, { cause });
  });
  return { codePath: file };
}

/**
 * The workflows as Temporal's sandbox runs them, bundled in a process of its own, because webpack leaves 200 MB behind and
 * a worker lives for long. Takes a second or two.
 */
export async function bundleWorkflows(): Promise<{ code: string }> {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 64 * 1024 * 1024 });
  return { code: stdout };
}

async function main(): Promise<void> {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const logger = new DefaultLogger('WARN', ({ message }) => void process.stderr.write(`${message}\n`));
  const { code } = await bundleWorkflowCode({
    workflowsPath: at('../workflows/bundle.ts'),
    workflowInterceptorModules: [at('../workflows/beside/carry-trace.ts')],
    logger,
  });
  process.stdout.write(code);
}

if (import.meta.main) await main();
