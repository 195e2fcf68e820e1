import type { Connection } from '../../domain/connection.ts';
import { openCredentials } from '../../security/credentials.ts';
import type { ServiceDeps } from '../deps.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { disconnectProvider } from './disconnect-provider.ts';
import { identifyAccount } from './identify-account.ts';

/**
 * Ends a connection of which the provider says that the platform may not reach its account any more. A notice may be late, and
 * the account connected again since: the provider is asked first. Throws if it is away, so that the notice comes again.
 */
export async function endAuthorization(
  deps: ServiceDeps,
  { workspaceId, provider }: Connection,
): Promise<'ended' | 'kept'> {
  const row = await deps.db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (row === undefined || !row.throughPlatform || row.credentialsEncrypted === null) return 'kept';
  const sealer = await deps.dataKeys.of(workspaceId);
  const credentials = openCredentials(sealer, { workspaceId, provider }, row.credentialsEncrypted);
  try {
    await identifyAccount(deps.providers[provider], credentials);
    return 'kept';
  } catch (error) {
    if (!(error instanceof CredentialsRefused) || error.code !== 'provider_unauthorized') throw error;
  }
  const caller = { workspaceId, actor: `provider:${provider}`, requestId: null, remoteAddress: null };
  await disconnectProvider(deps, caller, { provider });
  deps.log.info(
    { workspace_id: workspaceId, provider },
    'connection ended: its merchant took the access back',
  );
  return 'ended';
}
