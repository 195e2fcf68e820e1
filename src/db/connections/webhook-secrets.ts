import type { Connection } from '../../domain/connection.ts';
import type { Statement } from '../transaction/scope.ts';
import type { StoredDataKey } from '../workspaces/data-key.ts';

export interface StoredWebhookSecrets {
  /** Null if the connection has none, does not exist or is switched off. */
  readonly sealed: Buffer | null;
  /** The workspace's data key, which sealed them. */
  readonly dataKey: StoredDataKey | undefined;
  /** Whether its row says that webhooks are refused. */
  readonly refused: boolean;
}

interface Row extends Pick<StoredWebhookSecrets, 'sealed' | 'refused'> {
  readonly wrapped: Buffer | null;
  readonly wrappedBy: string;
}

const text = `
select c.webhook_secret_encrypted as sealed, c.webhook_refused_at is not null as refused, k.wrapped, k.wrapped_by as "wrappedBy"
from workspace_payment_configs c
left join workspace_data_keys k on k.workspace_id = c.workspace_id
where c.workspace_id = $1 and c.provider_name = $2 and c.is_active`;

/** What verifying a connection's webhooks needs. */
export const storedWebhookSecrets = ({
  workspaceId,
  provider,
}: Connection): Statement<StoredWebhookSecrets> => ({
  name: 'storedWebhookSecrets',
  text,
  values: [workspaceId, provider],
  read: ([found]) => {
    if (found === undefined) return { sealed: null, refused: false, dataKey: undefined };
    const { sealed, refused, wrapped, wrappedBy } = found as unknown as Row;
    return { sealed, refused, dataKey: wrapped === null ? undefined : { wrapped, wrappedBy } };
  },
});
