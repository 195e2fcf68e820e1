import { platformScope, type ReceiverId, type WorkspaceId } from '../../domain/ids.ts';
import { rowsChanged } from '../../domain/notifications/notification.ts';
import type { Transaction } from '../transaction/scope.ts';

/** A receiver, and whose it is: a workspace, or `platformScope`. */
export interface ReceiverRef {
  readonly workspaceId: WorkspaceId;
  readonly receiverId: ReceiverId;
}

export interface Dispatched {
  /** How many notifications were taken out of the outbox. */
  readonly taken: number;
  /** The receivers whose workflows do not know yet that there is work. */
  readonly asleep: readonly ReceiverRef[];
}

/** Any number that is not used for another advisory lock in this database. */
const dispatchLock = 7_140_150_003;

interface Handed {
  readonly taken: number;
  readonly owners: readonly string[];
  readonly receivers: readonly string[];
}

/** The outbox over all workspaces, and receivers with work whose workflow does not know of it. */
export const dispatching = ({ client }: Transaction) => ({
  /**
   * Hands the oldest notifications to the receivers of their workspace and of the platform, as deliveries, and takes them out of
   * the outbox. For a receiver that is off the delivery has failed from the beginning: it can be replayed.
   */
  async dispatch(limit: number): Promise<Dispatched> {
    // One at a time, in order: two would lock each other's rows.
    const { rowCount } = await client.query({
      name: 'dispatching.begin',
      text: `select pg_advisory_xact_lock(${dispatchLock}) from (select from notifications limit 1) as anything`,
    });
    if (rowCount === 0) return { taken: 0, asleep: [] };
    const handed = await client.query<Handed>({
      name: 'dispatching.dispatch',
      text: `
        with taken as (
          delete from notifications n using (
            select workspace_id, id from notifications order by id limit $1
          ) oldest
          where n.workspace_id = oldest.workspace_id and n.id = oldest.id
          returning n.workspace_id, n.id, n.type, n.data, n.created_at
        ), handed as (
          insert into deliveries (workspace_id, receiver_id, id, type, body, happened_at, state, problem)
          select r.workspace_id, r.id, t.id, t.type,
            json_build_object('type', t.type,
              'timestamp', to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', t.data),
            t.created_at, case when r.disabled_at is null then 'waiting' else 'failed' end,
            case when r.disabled_at is not null then 'the endpoint was off' end
          from taken t
          join receivers r on r.workspace_id in (t.workspace_id, '${platformScope}')
            and (t.type = any (r.types) or r.types is null and t.type <> '${rowsChanged}')
          returning workspace_id, receiver_id, state
        )
        select (select count(*)::int from taken) as taken,
          coalesce(array_agg(workspace_id::text), '{}') as owners, coalesce(array_agg(receiver_id::text), '{}') as receivers
        from (select distinct workspace_id, receiver_id from handed where state = 'waiting') waiting`,
      values: [limit],
    });
    const { taken, owners, receivers } = handed.rows[0]!;
    if (receivers.length === 0) return { taken, asleep: [] };
    // Locked before it is asked whether they sleep: a workflow that saw no work has committed that it sleeps, or waits for
    // this transaction and sees the deliveries (deliveries.next).
    const named = [owners, receivers];
    await client.query({
      name: 'dispatching.lock',
      text: `
        select from receivers where (workspace_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))
        order by workspace_id, id for update`,
      values: named,
    });
    const asleep = await client.query<ReceiverRef>({
      name: 'dispatching.wake',
      text: `
        update receivers set woken_at = now()
        where (workspace_id, id) in (select * from unnest($1::uuid[], $2::uuid[])) and woken_at is null
        returning workspace_id as "workspaceId", id as "receiverId"`,
      values: named,
    });
    return { taken, asleep: asleep.rows };
  },

  /** Receivers with a delivery that has been due for `seconds`: their workflow was not told, or ended. */
  async overdue(seconds: number, limit: number): Promise<ReceiverRef[]> {
    const { rows } = await client.query<ReceiverRef>({
      name: 'dispatching.overdue',
      text: `
        select distinct d.workspace_id as "workspaceId", d.receiver_id as "receiverId"
        from (
          select workspace_id, receiver_id from deliveries
          where state = 'waiting' and due_at < now() - make_interval(secs => $1)
          order by due_at limit $2
        ) d join receivers r on r.workspace_id = d.workspace_id and r.id = d.receiver_id
        where coalesce(r.held_until, '-infinity') < now() - make_interval(secs => $1)`,
      values: [seconds, limit],
    });
    return rows;
  },
});
