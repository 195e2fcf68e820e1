import { randomUUID } from 'node:crypto';
import { log } from '@temporalio/activity';
import { catchUpRequest } from '../../contracts/catch-up.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { Connection } from '../../domain/connection.ts';
import { sessionId } from '../../domain/ids.ts';
import { allowanceOf } from '../../domain/pace.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { allEnded } from '../all-ended.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { withAccount } from './connect-account.ts';

/** Of one round: a round every ten minutes checks some 28,000 connections a day. */
const maxChecks = 200;
const atOnce = 4;

/**
 * Asks providers for the webhook endpoints whose daily check is due, one request each. If one was mended at the provider by
 * a person, an incremental sync reads what it did not deliver. Resolves to how many were checked.
 */
export async function checkWebhookEndpoints(deps: ActivityDependencies): Promise<number> {
  const due = await deps.db.asSystem('find due webhook checks', (system) =>
    system.dueWebhookChecks.list(maxChecks),
  );
  const waiting = due.values();
  let checked = 0;
  const worker = async (): Promise<void> => {
    for (const connection of waiting) if (await checkDue(deps, connection)) checked += 1;
  };
  await allEnded(Array.from({ length: atOnce }, worker));
  return checked;
}

async function checkDue(deps: ActivityDependencies, connection: Connection): Promise<boolean> {
  const { workspaceId, provider } = connection;
  const row = await deps.db.inWorkspace(workspaceId, (ws) => ws.webhookChecks.claim(provider));
  if (row === undefined) return false;
  try {
    const allowance = allowanceOf(deps.providers[provider].limits(row), deps.merchantShare);
    const checked = await withAccount(deps, connection, allowance, ({ account }) =>
      checkEndpoint(deps, connection, account),
    );
    if (checked?.fault === null) await catchUp(deps, connection, checked.seen);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    log.warn('the webhook endpoint was not checked', { workspaceId, provider, error });
  }
  return true;
}

async function catchUp(
  { workflows }: ActivityDependencies,
  connection: Connection,
  { webhookProblem, webhookGapSince, entityTypes }: PaymentConfig,
): Promise<void> {
  if (webhookProblem === null || webhookGapSince === null) return;
  await workflows.startSession(catchUpRequest(connection, sessionId(randomUUID()), entityTypes));
}
