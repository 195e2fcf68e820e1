import { createRoute, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { InboxEvent } from '../../../db/inbox/settle.ts';
import type { EntityRow } from '../../../db/entities/entity-rows.ts';
import type { WorkspaceScope } from '../../../db/workspace.ts';
import type { EntityType } from '../../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import type { Provider } from '../../../providers/provider.ts';
import { invalidKey } from '../../api-error.ts';
import type { ApiDeps, ApiEnv } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { waited, waitFor, type copiedObject } from '../../schemas/wait.ts';
import { webhookEventJson } from '../../schemas/webhook-event.ts';
import { WaitBoard, type AwaitedChange } from '../../wait-board.ts';

const wait = createRoute({
  method: 'get',
  path: workspacePath('/sync/{provider}/wait'),
  tags: ['Syncs'],
  summary: 'Wait until a change made at the provider is in the tables',
  description:
    'To read your own writes: change an object at the provider, wait here for its event (exact), or for the object as of ' +
    'the time of the change (to the second, because providers date events in seconds), then read the copy.',
  ...needs('viewer'),
  request: waitFor,
  responses: {
    200: json(
      waited,
      'It has arrived: `settled` is true. An `event` can also be stale, ignored or quarantined.',
    ),
    202: json(waited, 'Not arrived within `timeout` seconds.'),
    ...refusals,
  },
});

interface Copy {
  readonly entityType: EntityType;
  readonly row: EntityRow;
}

/** A request that waits does not outlive its key by more, as a stream does not. */
const keyCheckMs = 5_000;

/** Every row with this id of the entities that are copied, tombstones included: a provider may use one id for objects of several entities. */
async function copiesOf(
  ws: WorkspaceScope,
  provider: PaymentProvider,
  entityTypes: readonly EntityType[],
  id: string,
): Promise<Copy[]> {
  const found: Copy[] = [];
  for (const entityType of entityTypes) {
    const row = await ws[entityType].getByExternalId(provider, id, { includeDeleted: true });
    if (row !== undefined) found.push({ entityType, row });
  }
  return found;
}

/**
 * The event that wrote the row, or the request that fetched it, must not be older. A tombstone stays one, unless its id may
 * come back.
 */
const isAsOf = ({ entities }: Provider, { entityType, row }: Copy, since: number): boolean =>
  (row.deletedAt !== null && entities[entityType]?.chosenIds !== true) ||
  Math.max(row.snapshotFrom?.getTime() ?? -Infinity, row.sourceEventAt?.getTime() ?? -Infinity) >= since;

const copyJson = ({ entityType, row }: Copy): z.infer<typeof copiedObject> => ({
  entity_type: entityType,
  external_id: row.externalId,
  deleted: row.deletedAt !== null,
  valid_from: row.snapshotFrom?.toISOString() ?? null,
});

export function waitRoutes(api: Api, { db, providers, connections, principals }: ApiDeps): void {
  const board = new WaitBoard(connections.as('waits'));

  /** Calls `look` until it finds something, for `timeout` seconds at most. Undefined after that. */
  async function until<T>(
    c: Context<ApiEnv>,
    awaited: AwaitedChange,
    timeout: number,
    look: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const deadline = performance.now() + timeout * 1000;
    const { signal } = c.req.raw;
    let found = await look();
    if (found === undefined && timeout > 0) c.get('turn').wait();
    while (found === undefined && performance.now() < deadline && !signal.aborted) {
      const left = deadline - performance.now();
      const came = await board.arrived(awaited, Math.min(left, keyCheckMs), signal);
      if (!(await principals.isValid(c.get('principal')))) throw invalidKey();
      if (came || left <= keyCheckMs) found = await look();
    }
    return found;
  }

  api.openapi(wait, async (c) => {
    const { provider } = c.req.valid('param');
    const { event, object, since = -Infinity, timeout } = c.req.valid('query');
    const workspaceId = c.get('workspace').id;
    const connection = { workspaceId, provider };

    if (event !== undefined) {
      let latest: InboxEvent | undefined;
      const awaited = { connection, kind: 'events', id: event, since } as const;
      const settled = await until(c, awaited, timeout, async () => {
        latest = await db.inWorkspace(workspaceId, (ws) => ws.inbox.get(event));
        return latest === undefined || latest.state === 'stored' ? undefined : latest;
      });
      const shown = latest === undefined ? null : webhookEventJson(latest);
      return settled === undefined
        ? c.json({ settled: false, event: shown }, 202)
        : c.json({ settled: true, event: shown }, 200);
    }

    const { ofOthers } = providers[provider].events;
    let copies: Copy[] = [];
    const id = object ?? '';
    const settled = await until(c, { connection, kind: 'objects', id, since }, timeout, () =>
      db.inWorkspace(workspaceId, async (ws) => {
        copies = await copiesOf(ws, provider, (await ws.paymentConfigs.get(provider))?.entityTypes ?? [], id);
        const arrived = copies.find((copy) => isAsOf(providers[provider], copy, since));
        // An event of the same second may say otherwise.
        return arrived === undefined || (await ws.inbox.hasStored(provider, id, ofOthers))
          ? undefined
          : arrived;
      }),
    );
    const objects = copies.map(copyJson);
    return settled === undefined
      ? c.json({ settled: false, objects }, 202)
      : c.json({ settled: true, objects }, 200);
  });
}
