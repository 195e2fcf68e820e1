import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { openCredentials } from '../../security/credentials.ts';
import type { ServiceDeps } from '../deps.ts';
import { connectionOf } from '../webhook-endpoints/provider-endpoints.ts';

/**
 * Gives up the platform's access to an account whose merchant consented here. Resolves to why it could not; null if it did, or
 * there was nothing to give up. Never throws: a merchant can disconnect also while the provider is away.
 */
export async function releaseAccount(
  { providers, dataKeys, log }: Pick<ServiceDeps, 'providers' | 'dataKeys' | 'log'>,
  row: PaymentConfig,
): Promise<string | null> {
  if (!row.throughPlatform || row.credentialsEncrypted === null) return null;
  const connection = connectionOf(row);
  const { workspaceId, provider } = connection;
  try {
    const credentials = openCredentials(await dataKeys.of(workspaceId), connection, row.credentialsEncrypted);
    await providers[provider].platform?.release(credentials);
    return null;
  } catch (err) {
    log.warn({ err, workspace_id: workspaceId, provider }, 'access to the account not given up');
    const { displayName } = providers[provider];
    return `The platform's access to the account was not given up: its merchant can end it in ${displayName}'s dashboard.`;
  }
}
