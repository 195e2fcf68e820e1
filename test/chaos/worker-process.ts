import { startProcess, type RunningProcess } from '../../dev/stack/process.ts';
import type { TestService } from '../support/service.ts';

/** A worker as a process of its own, which can be killed and measured. */
export const startWorkerProcess = ({ env }: TestService): Promise<RunningProcess> =>
  startProcess({
    name: 'worker',
    file: 'src/worker.ts',
    env: { ...env, LOG_LEVEL: 'info' },
    ready: /worker polling/,
    print: () => {},
  });
