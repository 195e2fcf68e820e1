import { and, asc, eq, sql } from 'drizzle-orm';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Scope } from '../transaction/scope.ts';
import {
  workspacePaymentConfigs,
  type ConfigSyncStatus,
  type Lateness,
} from './workspace-payment-configs-table.ts';

export type PaymentConfig = typeof workspacePaymentConfigs.$inferSelect;

type Insertable = typeof workspacePaymentConfigs.$inferInsert;

/** A connection to a provider account. Credentials only as the workspace's data key sealed them. */
export interface NewPaymentConfig {
  readonly providerName: PaymentProvider;
  readonly credentialsEncrypted: Buffer;
  readonly credentialsHint: string;
  /** Null if the credentials do not show it: an existing connection keeps its own. */
  readonly accountId: string | null;
  readonly accountCreatedAt: Date | null;
  readonly livemode: boolean;
  /** Default: the account is reached by the workspace's own key. */
  readonly throughPlatform?: boolean | undefined;
  readonly webhookUrl: string | null;
  readonly conflictPolicy?: ConflictPolicy | undefined;
  /** Null: no bound. If omitted, an existing connection keeps its own. */
  readonly readBudget?: number | null | undefined;
  /** If omitted, a new connection copies the standard ones, and an existing one keeps its own. */
  readonly entityTypes?: EntityType[] | undefined;
}

/** The fields that may change while the account stays the same. */
export type PaymentConfigChange = Partial<
  Pick<
    Insertable,
    | 'credentialsEncrypted'
    | 'credentialsHint'
    | 'accountId'
    | 'webhookSecretEncrypted'
    | 'webhookEndpointId'
    | 'webhookUrl'
    | 'webhookProblem'
    | 'webhookConfirmedAt'
    | 'webhookGapSince'
    | 'webhookRefusedAt'
    | 'conflictPolicy'
    | 'readBudget'
    | 'entityTypes'
    | 'completeAt'
    | 'configData'
    | 'isActive'
    | 'syncStatus'
  >
>;

/** Says nothing of whom the account belongs to: only that it is connected. */
function unlessTaken(error: unknown): never {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const { constraint } = cause as { readonly constraint?: string };
  if (constraint !== 'workspace_payment_configs_platform_account') throw error;
  throw new SyncError(
    'account_taken',
    'This account is connected through the platform already, and can be connected once only: disconnect it there first.',
    { cause: error },
  );
}

/** `workspace_payment_configs`. */
export const paymentConfigs = ({ orm, client, workspaceId }: Scope) => {
  const t = workspacePaymentConfigs;
  const of = (provider: PaymentProvider) => and(eq(t.workspaceId, workspaceId), eq(t.providerName, provider));
  return {
    /** GetWorkspaceProviderConfig, whether it is active or not. */
    async get(provider: PaymentProvider): Promise<PaymentConfig | undefined> {
      const [row] = await orm.select().from(t).where(of(provider));
      return row;
    },

    /** As `get`, and locks it until this transaction ends. */
    async lock(provider: PaymentProvider): Promise<PaymentConfig | undefined> {
      const [row] = await orm.select().from(t).where(of(provider)).for('update');
      return row;
    },

    /** By the provider's name; a workspace has one a provider. */
    async list(): Promise<PaymentConfig[]> {
      return await orm.select().from(t).where(eq(t.workspaceId, workspaceId)).orderBy(asc(t.providerName));
    },

    /**
     * Connects an account, or gives the connected one new credentials and makes it active again. If another
     * account is connected, changes nothing and returns undefined: one copy never mixes two. Throws `account_taken` for one
     * that another workspace has through the platform: its events must have one owner.
     */
    async connect({
      throughPlatform = false,
      ...rest
    }: NewPaymentConfig): Promise<PaymentConfig | undefined> {
      const account = { ...rest, throughPlatform };
      const [row] = await orm
        .insert(t)
        .values({ ...account, workspaceId })
        .onConflictDoUpdate({
          target: [t.workspaceId, t.providerName],
          set: {
            ...account,
            accountId: sql`coalesce(${t.accountId}, ${account.accountId})`,
            accountCreatedAt: sql`coalesce(${t.accountCreatedAt}, excluded.account_created_at)`,
            isActive: true,
            syncStatus: sql`case ${t.syncStatus} when 'disabled' then 'never_synced' else ${t.syncStatus} end`,
            updatedAt: sql`now()`,
          },
          setWhere: sql`${t.livemode} = ${account.livemode}
            and coalesce(${t.accountId} = ${account.accountId}, true)`,
        })
        .returning()
        .catch(unlessTaken);
      return row;
    },

    /** UpdateWorkspaceProviderConfig. Undefined if the provider is not configured. Throws as `connect`. */
    async update(provider: PaymentProvider, change: PaymentConfigChange): Promise<PaymentConfig | undefined> {
      const [row] = await orm
        .update(t)
        .set({ ...change, updatedAt: sql`now()` })
        .where(of(provider))
        .returning()
        .catch(unlessTaken);
      return row;
    },

    /** Records how the last sync ended; `active` also records the time. */
    async recordSync(provider: PaymentProvider, syncStatus: ConfigSyncStatus): Promise<void> {
      await orm
        .update(t)
        .set({
          syncStatus,
          updatedAt: sql`now()`,
          ...(syncStatus === 'active' && { lastSyncAt: sql`now()` }),
        })
        .where(of(provider));
    },

    /** Records the end of a session of the connection's, if it was a full or incremental one. */
    async recordEnd(id: SessionId): Promise<void> {
      await client.query({
        name: 'paymentConfigs.recordEnd',
        text: `
          update workspace_payment_configs c set
            last_outcome = s.status, last_ended_at = s.completed_at, last_problem = s.error_summary #> '{problems,0}',
            complete_at = case
              when s.status = 'completed' and c.entity_types <@ s.entity_types then s.completed_at
              else c.complete_at
            end
          from payment_sync_sessions s
          where s.workspace_id = $1 and s.id = $2 and s.session_type <> 'webhook_sync' and s.completed_at is not null
            and c.workspace_id = $1 and c.id = s.provider_config_id`,
        values: [workspaceId, id],
      });
    },

    /** Notes what receivers are told of the copy's age. False if it was noted before, or is another than `before`. */
    async noteLateness(
      provider: PaymentProvider,
      before: Lateness | null,
      lateness: Lateness | null,
    ): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ lateness })
        .where(and(of(provider), sql`${t.lateness} is not distinct from ${before}`));
      return (rowCount ?? 0) > 0;
    },

    /** Switches the connection off and forgets its credentials, secrets and endpoint. */
    async disconnect(provider: PaymentProvider): Promise<PaymentConfig | undefined> {
      const [row] = await orm
        .update(t)
        .set({
          isActive: false,
          syncStatus: 'disabled',
          credentialsEncrypted: null,
          webhookSecretEncrypted: null,
          webhookEndpointId: null,
          webhookProblem: null,
          webhookGapSince: null,
          webhookRefusedAt: null,
          updatedAt: sql`now()`,
        })
        .where(and(eq(t.workspaceId, workspaceId), eq(t.providerName, provider)))
        .returning();
      return row;
    },

    /** Switches off all connections of the workspace, until they are connected again. */
    async deactivateAll(): Promise<void> {
      await orm
        .update(t)
        .set({ isActive: false, syncStatus: 'disabled', updatedAt: sql`now()` })
        .where(eq(t.workspaceId, workspaceId));
    },
  };
};
