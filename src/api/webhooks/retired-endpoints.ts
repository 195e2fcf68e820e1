import type { ApiDeps } from '../deps.ts';
import { endpointsOf } from './set-up-webhook.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import {
  isValid,
  openSecrets,
  sealSecrets,
  type SecretsOwner,
  type WebhookSecret,
} from './webhook-secrets.ts';

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
  remove(owner: SecretsOwner): void {
    if (this.#tries.take(`${owner.workspaceId}:${owner.provider}`, performance.now()) > 0) return;
    removeRetiredEndpoints(this.#deps, owner).catch((err: unknown) => {
      const { workspaceId, provider } = owner;
      this.#deps.log.warn(
        { err, workspace_id: workspaceId, provider },
        'retired webhook endpoint not removed',
      );
    });
  }
}

async function removeRetiredEndpoints(deps: ApiDeps, owner: SecretsOwner): Promise<void> {
  const { db, keyring } = deps;
  const row = await db.inWorkspace(owner.workspaceId, (ws) => ws.paymentConfigs.get(owner.provider));
  if (row === undefined) return;
  const isRetired = (secret: WebhookSecret) => secret.endpointId !== null && !isValid(secret, Date.now());
  const retired = openSecrets(keyring, owner, row.webhookSecretEncrypted).filter(isRetired);
  const endpoints = endpointsOf(deps, owner, row);
  for (const { endpointId } of retired) if (endpointId !== null) await endpoints.remove(endpointId);
  const removed = new Set(retired.map(({ endpointId }) => endpointId));
  await db.inWorkspace(owner.workspaceId, async (ws) => {
    const locked = await ws.paymentConfigs.lock(owner.provider);
    if (locked === undefined) return;
    const left = openSecrets(keyring, owner, locked.webhookSecretEncrypted).filter(
      ({ endpointId }) => !removed.has(endpointId),
    );
    await ws.paymentConfigs.update(owner.provider, {
      webhookSecretEncrypted: sealSecrets(keyring, owner, left),
    });
  });
}
