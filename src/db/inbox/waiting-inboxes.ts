import type { Connection } from '../../domain/connection.ts';
import type { Transaction } from '../transaction/scope.ts';

/** Inboxes with a waiting event and no drain: a process died between storing and waking. */
export const waitingInboxes = ({ client }: Transaction) => ({
  /** Those that have waited for `seconds`, the longest first. They count as woken for ten seconds from now. */
  async claim(seconds: number, limit: number): Promise<Connection[]> {
    const { rows } = await client.query<Connection>({
      name: 'waitingInboxes.claim',
      text: `
       update sync_inboxes i set wake_until = now() + interval '10 seconds'
       from (
         select w.workspace_id, w.payment_provider from sync_inboxes w
         join workspace_payment_configs c
           on c.workspace_id = w.workspace_id and c.provider_name = w.payment_provider and c.is_active
         where w.pending_since < now() - make_interval(secs => $1)
           and coalesce(w.held_until, '-infinity') < now() and coalesce(w.wake_until, '-infinity') < now()
           -- a key that was refused is not tried every minute
           and (c.sync_status <> 'failed'
             or coalesce(w.held_until, w.wake_until, '-infinity') < now() - interval '10 minutes')
         order by w.pending_since limit $2 for update of w skip locked
       ) waiting
       where i.workspace_id = waiting.workspace_id and i.payment_provider = waiting.payment_provider
       returning i.workspace_id as "workspaceId", i.payment_provider as provider`,
      values: [seconds, limit],
    });
    return rows;
  },
});
