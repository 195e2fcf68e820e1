import { connectionKey, type Connection } from '../../domain/connection.ts';
import type { ApiDeps } from '../deps.ts';
import { endpointsOf } from './set-up-webhook.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { isValid, openSecrets, sealSecrets, type WebhookSecret } from './webhook-secrets.ts';

/** Seconds between two tries for a workspace. */
const tryEverySeconds = 300;
const countedWorkspaces = 20_000;

/**
 * Removes endpoints whose successor took over a grace ago. It is asked for with each webhook of such a workspace: as long
 * as the old endpoint stands every event comes twice, so there is a webhook to ask when there is something to do.
 */
export class RetiredEndpoints {
  readonly #deps: ApiDeps;
  readonly #tries = new TokenBuckets({ perSecond: 1 / tryEverySeconds, keys: countedWorkspaces });

  constructor(deps: ApiDeps) {
    this.#deps = deps;
  }

  /** Returns at once, and never throws: what fails is tried again with a later webhook. */
  remove(connection: Connection): void {
    if (this.#tries.take(connectionKey(connection), performance.now()) > 0) return;
    removeRetiredEndpoints(this.#deps, connection).catch((err: unknown) => {
      const { workspaceId, provider } = connection;
      this.#deps.log.warn(
        { err, workspace_id: workspaceId, provider },
        'retired webhook endpoint not removed',
      );
    });
  }
}

async function removeRetiredEndpoints(deps: ApiDeps, connection: Connection): Promise<void> {
  const { db, keyring } = deps;
  const row = await db.inWorkspace(connection.workspaceId, (ws) =>
    ws.paymentConfigs.get(connection.provider),
  );
  if (row === undefined) return;
  const isRetired = (secret: WebhookSecret) => secret.endpointId !== null && !isValid(secret, Date.now());
  const retired = openSecrets(keyring, connection, row.webhookSecretEncrypted).filter(isRetired);
  if (retired.length === 0) return;
  const endpoints = endpointsOf(deps, connection, row);
  for (const { endpointId } of retired) if (endpointId !== null) await endpoints.remove(endpointId);
  const removed = new Set(retired.map(({ endpointId }) => endpointId));
  await db.inWorkspace(connection.workspaceId, async (ws) => {
    const locked = await ws.paymentConfigs.lock(connection.provider);
    if (locked === undefined) return;
    const left = openSecrets(keyring, connection, locked.webhookSecretEncrypted).filter(
      ({ endpointId }) => !removed.has(endpointId),
    );
    await ws.paymentConfigs.update(connection.provider, {
      webhookSecretEncrypted: sealSecrets(keyring, connection, left),
    });
  });
}
