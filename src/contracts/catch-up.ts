import type { Connection } from '../domain/connection.ts';
import type { EntityType } from '../domain/entities/entities.ts';
import type { SessionId } from '../domain/ids.ts';
import { maxReaders } from '../domain/listings/windows.ts';
import type { SessionRequest } from './sessions.ts';

/**
 * An incremental sync that reads what webhooks did not deliver, queued behind the session that runs. If one is queued
 * already, that one reads all that this one would.
 */
export const catchUpRequest = (
  { workspaceId, provider }: Connection,
  sessionId: SessionId,
  entityTypes: readonly EntityType[],
): SessionRequest => ({
  workspaceId,
  provider,
  sessionId,
  sessionType: 'incremental_sync',
  entityTypes,
  batchSize: 100,
  maxConcurrentWorkers: maxReaders,
  whenBusy: 'queue',
});
