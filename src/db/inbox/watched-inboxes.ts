import type { Connection } from '../../domain/connection.ts';
import type { Transaction } from '../transaction/run-transaction.ts';

/** An inbox and its sign, which is another after each event that was stored in it. */
export interface InboxSign extends Connection {
  readonly sign: string | null;
}

/** Inboxes that one process drains, looked at together. */
export const watchedInboxes = ({ client }: Transaction) => ({
  /** Those of `inboxes` that exist. */
  async signs(inboxes: readonly Connection[]): Promise<InboxSign[]> {
    const { rows } = await client.query<InboxSign>({
      name: 'watchedInboxes.signs',
      // As text: a `Date` would lose the microseconds.
      text: `
        select workspace_id as "workspaceId", payment_provider as provider, stored_at::text as sign
        from sync_inboxes
        where (workspace_id, payment_provider) in (select * from unnest($1::uuid[], $2::text[]))`,
      values: [inboxes.map(({ workspaceId }) => workspaceId), inboxes.map(({ provider }) => provider)],
    });
    return rows;
  },
});
