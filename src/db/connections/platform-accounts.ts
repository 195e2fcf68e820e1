import { and, eq } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Transaction } from '../transaction/scope.ts';
import { workspacePaymentConfigs as t } from './workspace-payment-configs-table.ts';

/** The owner of an account that is reached through the platform. */
export interface PlatformAccountOwner {
  readonly workspaceId: WorkspaceId;
  readonly entityTypes: readonly EntityType[];
}

/** Over all workspaces: whose an account is that the platform's key opens. */
export const platformAccounts = ({ orm }: Transaction) => ({
  /** The one workspace that has it in this mode; undefined if none has. */
  async owner(
    provider: PaymentProvider,
    { accountId, livemode }: { readonly accountId: string; readonly livemode: boolean },
  ): Promise<PlatformAccountOwner | undefined> {
    const [row] = await orm
      .select({ workspaceId: t.workspaceId, entityTypes: t.entityTypes })
      .from(t)
      .where(
        and(
          eq(t.providerName, provider),
          eq(t.accountId, accountId),
          eq(t.livemode, livemode),
          t.throughPlatform,
          t.isActive,
        ),
      );
    return row;
  },
});
