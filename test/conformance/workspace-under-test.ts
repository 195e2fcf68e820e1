import { expect } from 'vitest';
import { newInboxEvent } from '../../src/db/inbox/store-events.ts';
import type { Connection } from '../../src/domain/connection.ts';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { sealCredentials } from '../../src/security/credentials.ts';
import { openDataKeys, openKms } from '../../src/processes/open-data-keys.ts';
import { emptyWorkspace } from '../support/seed.ts';
import type { TestService } from '../support/service.ts';
import { untilSettled } from '../support/inbox.ts';
import type { AccountUnderTest } from './provider-under-test.ts';

/** A workspace that is connected to an account under test. */
export interface WorkspaceUnderTest {
  readonly connection: Connection;
  /** Stores events as the webhook receiver does, and waits until they are applied. */
  deliver(events: readonly object[]): Promise<void>;
  /** Of the standard entities the rows that are not tombstones are the account's objects, each as it is now. */
  compare(): Promise<void>;
}

export async function connectWorkspace(
  service: TestService,
  provider: Provider,
  account: AccountUnderTest,
): Promise<WorkspaceUnderTest> {
  const { db, gateway } = service;
  const workspaceId = await emptyWorkspace(db);
  const connection = { workspaceId, provider: provider.name };
  const sealer = await openDataKeys(db, openKms(service.config)).of(workspaceId);
  await db.inWorkspace(workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.connect({
      providerName: provider.name,
      credentialsEncrypted: sealCredentials(sealer, connection, account.credentials),
      credentialsHint: 'test',
      accountId: account.owner.accountId,
      accountCreatedAt: null,
      livemode: account.owner.livemode,
      webhookUrl: null,
    }),
  );
  return {
    connection,
    async deliver(events) {
      const stored = events.map((event) => {
        const payload = JSON.stringify(event);
        return newInboxEvent(provider.events.envelope(payload), payload);
      });
      const { wake } = await db.inWorkspace(workspaceId, (ws) => ws.inbox.store(provider.name, stored));
      if (wake) await gateway.wake(connection);
    },
    async compare() {
      await untilSettled(service, [{ workspaceId }]);
      for (const entityType of standardEntityTypes) {
        const copy: Record<string, unknown> = {};
        await db.inWorkspace(workspaceId, async (ws) => {
          for (const { externalId, providerData } of await ws[entityType].list({ limit: 1_000 }))
            copy[externalId] = providerData;
        });
        const there: unknown = JSON.parse(JSON.stringify(Object.fromEntries(account.living(entityType))));
        expect(copy, `${provider.name}'s ${entityType}`).toEqual(there);
      }
    },
  };
}

export const expectCopyEqualsAccount = (workspace: WorkspaceUnderTest): Promise<void> => workspace.compare();
