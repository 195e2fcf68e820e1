import type { Database } from '../../../src/db/database.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import type { EntityId, WorkspaceId } from '../../../src/domain/ids.ts';
import { stripeEntityOf } from '../../../src/providers/stripe/stripe-entities.ts';

const provider = 'stripe';

/** A row that was changed here and at the provider, under the policy `manual`. */
export async function makeConflict(
  db: Database,
  workspace: WorkspaceId,
  entity: EntityType,
  id: string,
  more: object = {},
): Promise<{ id: EntityId; version: number }> {
  return await db.inWorkspace(workspace, async (ws) => {
    const arrive = (active: boolean, time: number) => {
      const fields = { active, name: `upstream ${time}`, status: `upstream ${time}`, ...more };
      return ws.copies.upsertNewer(provider, stripeEntityOf(entity).mapping, {
        json: JSON.stringify([{ id, created: 1_700_000_000, livemode: true, ...fields }]),
        path: [],
        snapshot: { from: time, to: time + 1 },
        source: 'list',
        sessionId: null,
        conflictPolicy: 'manual',
      });
    };
    await arrive(true, 1_000);
    const row = await ws[entity].getByExternalId(provider, id);
    await ws[entity].update(row!.id, row!.paymentSyncVersion, { livemode: false });
    await arrive(false, 5_000);
    const { id: rowId, paymentSyncVersion } = (await ws[entity].getByExternalId(provider, id))!;
    return { id: rowId, version: paymentSyncVersion };
  });
}
