import type { Connection } from '../../domain/connection.ts';
import type { Statement } from '../transaction/scope.ts';

export interface StoredWebhookSecrets {
  /** Null if the connection has none, does not exist or is switched off. */
  readonly sealed: Buffer | null;
  /** Whether its row says that webhooks are refused. */
  readonly refused: boolean;
}

const text = `
select webhook_secret_encrypted as sealed, webhook_refused_at is not null as refused from workspace_payment_configs
where workspace_id = $1 and provider_name = $2 and is_active`;

/** What verifying a connection's webhooks needs. */
export const storedWebhookSecrets = ({
  workspaceId,
  provider,
}: Connection): Statement<StoredWebhookSecrets> => ({
  name: 'storedWebhookSecrets',
  text,
  values: [workspaceId, provider],
  read: ([row]) => (row as StoredWebhookSecrets | undefined) ?? { sealed: null, refused: false },
});
