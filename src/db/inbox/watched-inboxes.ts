import type { Connection } from '../../domain/connection.ts';
import type { Transaction } from '../transaction/scope.ts';

/** An inbox and its version, which each stored event changes. */
export interface InboxVersion extends Connection {
  readonly version: string | null;
}

/** The inboxes that one process drains, read together. */
export const watchedInboxes = ({ client }: Transaction) => ({
  /** Those of `inboxes` that exist. */
  async versions(inboxes: readonly Connection[]): Promise<InboxVersion[]> {
    const { rows } = await client.query<InboxVersion>({
      name: 'watchedInboxes.versions',
      // As text: a `Date` would lose the microseconds.
      text: `
        select workspace_id as "workspaceId", payment_provider as provider, stored_at::text as version
        from sync_inboxes
        where (workspace_id, payment_provider) in (select * from unnest($1::uuid[], $2::text[]))`,
      values: [inboxes.map(({ workspaceId }) => workspaceId), inboxes.map(({ provider }) => provider)],
    });
    return rows;
  },
});
