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
import type { AccountUnderTest, ProviderUnderTest } from './provider-under-test.ts';

/** A workspace that is connected to an account under test. */
export interface WorkspaceUnderTest {
  readonly connection: Connection;
  /** Stores events as the webhook receiver does, and waits until they are applied. */
  deliver(events: readonly object[]): Promise<void>;
  /** Of the standard entities the rows that are not tombstones are the account's objects, each as it is now, with their typed columns. */
  compare(): Promise<void>;
}

/** A row, as far as every entity's are alike. */
interface Row {
  readonly externalId: string;
  readonly providerData: unknown;
}

const all = { limit: 1_000 };

export async function connectWorkspace(
  service: TestService,
  under: ProviderUnderTest,
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
        const rows: Row[] = await db.inWorkspace(workspaceId, async (ws) => await ws[entityType].list(all));
        const copy = Object.fromEntries(
          rows.map(({ externalId, providerData }) => [externalId, providerData]),
        );
        const living = account.living(entityType);
        const there: unknown = JSON.parse(JSON.stringify(Object.fromEntries(living)));
        expect(copy, `${provider.name}'s ${entityType}`).toEqual(there);
        for (const row of rows)
          expect(row, `the typed columns of ${entityType} ${row.externalId}`).toMatchObject(
            under.columns(entityType, living.get(row.externalId)),
          );
      }
    },
  };
}

export const expectCopyEqualsAccount = (workspace: WorkspaceUnderTest): Promise<void> => workspace.compare();
