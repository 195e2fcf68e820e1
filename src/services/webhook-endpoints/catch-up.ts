import { randomUUID } from 'node:crypto';
import { catchUpRequest } from '../../contracts/catch-up.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { sessionId, type SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ServiceDeps } from '../deps.ts';
import { connectionOf } from './provider-endpoints.ts';

export type CatchUp =
  | { readonly sessionId: SessionId; readonly status: 'pending' | 'running' }
  /** Temporal is away: the next call tries again. */
  | { readonly reason: string };

export async function catchUp(
  { gateway, log }: Pick<ServiceDeps, 'gateway' | 'log'>,
  row: PaymentConfig,
): Promise<CatchUp> {
  const connection = connectionOf(row);
  try {
    const answer = await gateway.startSession(
      catchUpRequest(connection, sessionId(randomUUID()), row.entityTypes),
    );
    return 'busy' in answer ? { sessionId: answer.busy, status: 'pending' } : answer;
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const { workspaceId, provider } = connection;
    log.warn(
      { err: error, workspace_id: workspaceId, provider },
      'no sync started after a repaired webhook endpoint',
    );
    return { reason: error.message };
  }
}
