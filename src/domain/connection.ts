import { isPaymentProvider, type PaymentProvider } from './payment-provider.ts';
import { isUuid, workspaceId, type WorkspaceId } from './ids.ts';
import { SyncError } from './sync-error.ts';

/** A workspace and one of its providers: the owner of a session, an inbox, a schedule and credentials. */
export interface Connection {
  readonly workspaceId: WorkspaceId;
  readonly provider: PaymentProvider;
}

/** One text a connection: for maps, workflow ids and notifications. */
export const connectionKey = ({ workspaceId, provider }: Connection): string => `${workspaceId}:${provider}`;

/** The connection that `connectionKey` made this text of; undefined for any other text. */
export function parseConnectionKey(text: string): Connection | undefined {
  const [workspace = '', provider = '', ...more] = text.split(':');
  if (!isUuid(workspace) || !isPaymentProvider(provider) || more.length > 0) return undefined;
  return { workspaceId: workspaceId(workspace), provider };
}

/** The workspace has no such connection, or it is switched off. */
export const notConfigured = (displayName: string): SyncError =>
  new SyncError(
    'provider_not_configured',
    `${displayName} is not configured for this workspace, or was switched off.`,
  );
