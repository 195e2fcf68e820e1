import type { Database } from '../../src/db/database.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { sealCredentials } from '../../src/security/credentials.ts';
import type { DataKeys } from '../../src/security/kms/data-keys.ts';

export interface ConnectableAccount {
  readonly id: string;
  readonly apiKey: string;
  readonly livemode?: boolean;
  readonly createdAt?: Date;
}

/** Connects a workspace to an account, as the API does once it has checked the key. */
export async function connectAccount(
  { db, dataKeys }: { readonly db: Database; readonly dataKeys: DataKeys },
  workspaceId: WorkspaceId,
  { id, apiKey, livemode = false, createdAt }: ConnectableAccount,
): Promise<void> {
  const connection = { workspaceId, provider: 'stripe' } as const;
  const sealer = await dataKeys.of(workspaceId);
  await db.inWorkspace(workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.connect({
      providerName: 'stripe',
      credentialsEncrypted: sealCredentials(sealer, connection, { api_key: apiKey }),
      credentialsHint: apiKey.slice(-4),
      accountId: id,
      accountCreatedAt: createdAt ?? null,
      livemode,
      webhookUrl: null,
    }),
  );
}
