import { randomUUID } from 'node:crypto';
import { readWorkerConfig, type WorkerConfig } from '../../src/config/config.ts';
import type { SessionRequest, SessionStarted } from '../../src/contracts/sessions.ts';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import { sessionId, type WorkspaceId } from '../../src/domain/ids.ts';
import { openParts, type Parts } from '../../src/processes/open-parts.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { requestStart } from '../../src/services/sessions/request-start.ts';
import { throwIfBusy } from '../../src/temporal/session-refusal.ts';
import { connectAccount, type ConnectableAccount } from './connect-account.ts';
import { emptyWorkspace } from './seed.ts';

/** A service from behind, as tests and the bench use it: the parts of its processes. */
export interface ServiceClient extends Parts {
  readonly config: WorkerConfig;
  /** A new workspace, connected to an account. */
  connect(account: ConnectableAccount): Promise<WorkspaceId>;
  /** Starts a full sync of everything, unless `request` says otherwise. */
  start(workspace: WorkspaceId, request?: Partial<SessionRequest>): Promise<SessionStarted>;
}

/** Opens a client of the service whose processes have this environment. */
export function openServiceClient(env: Record<string, string>, applicationName: string): ServiceClient {
  const config = readWorkerConfig(env);
  const log = createLog({ level: 'silent', format: 'json', name: applicationName });
  const parts = openParts(config, log, { applicationName });
  return {
    ...parts,
    config,

    async connect(account) {
      const workspaceId = await emptyWorkspace(parts.db);
      await connectAccount(parts, workspaceId, account);
      return workspaceId;
    },

    async start(workspaceId, request = {}) {
      const answer = await requestStart(parts, {
        sessionId: sessionId(randomUUID()),
        workspaceId,
        provider: 'stripe',
        sessionType: 'initial_sync',
        entityTypes: standardEntityTypes,
        batchSize: 100,
        maxConcurrentWorkers: 3,
        whenBusy: 'refuse',
        ...request,
      });
      return throwIfBusy(answer);
    },
  };
}
