import { and, asc, eq, isNull } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Scope } from '../transaction/scope.ts';
import {
  workspacePaymentConfigs,
  type ConfigSyncStatus,
} from '../connections/workspace-payment-configs-table.ts';
import { workspaces } from '../workspaces/workspaces-table.ts';
import { sessionsPerDay } from '../sessions/sessions-per-day.ts';
import { syncCounts, type DaysFilter, type EntityCount } from './sync-counts.ts';
import { syncSessions, type SessionCounts, type SyncSession } from '../sessions/sync-sessions.ts';

/** The state of a workspace's connection to one provider. */
export interface ProviderSyncStatus {
  readonly provider: PaymentProvider;
  readonly isActive: boolean;
  readonly syncStatus: ConfigSyncStatus;
  readonly lastSyncAt: Date | null;
  readonly sessions: SessionCounts;
  readonly latestSession: SyncSession | null;
  readonly entities: readonly EntityCount[];
}

export interface WorkspaceSyncSummary {
  readonly name: string;
  readonly sessions: SessionCounts;
  readonly providers: readonly ProviderSyncStatus[];
}

/** Figures for a workspace's dashboard. Reads counters, configurations and sessions, never an entity's table. */
export const syncAnalytics = (scope: Scope) => {
  const { orm, workspaceId } = scope;
  const c = workspacePaymentConfigs;
  const counts = syncCounts(scope);
  const sessions = syncSessions(scope);

  async function statuses(provider?: PaymentProvider): Promise<ProviderSyncStatus[]> {
    const configs = await orm
      .select({
        provider: c.providerName,
        isActive: c.isActive,
        syncStatus: c.syncStatus,
        lastSyncAt: c.lastSyncAt,
      })
      .from(c)
      .where(and(eq(c.workspaceId, workspaceId), provider && eq(c.providerName, provider)))
      .orderBy(asc(c.providerName));
    const entities = await counts.byEntity(provider);
    const found: ProviderSyncStatus[] = [];
    for (const config of configs) {
      found.push({
        ...config,
        sessions: await sessions.countByStatus(config.provider),
        latestSession: (await sessions.latestByProvider(config.provider)) ?? null,
        entities: entities.filter((entity) => entity.provider === config.provider),
      });
    }
    return found;
  }

  return {
    /** GetWorkspaceSyncSummary. Undefined if the workspace is deleted. */
    async workspaceSyncSummary(): Promise<WorkspaceSyncSummary | undefined> {
      const [workspace] = await orm
        .select({ name: workspaces.name })
        .from(workspaces)
        .where(and(eq(workspaces.id, workspaceId), isNull(workspaces.deletedAt)));
      if (workspace === undefined) return undefined;
      return { ...workspace, sessions: await sessions.countByStatus(), providers: await statuses() };
    },

    /** GetProviderSyncStatusByWorkspace. Undefined if the provider is not configured. */
    async providerSyncStatus(provider: PaymentProvider): Promise<ProviderSyncStatus | undefined> {
      const [status] = await statuses(provider);
      return status;
    },

    /** See `syncCounts.byEntity`. */
    countsByEntity: (provider?: PaymentProvider) => counts.byEntity(provider),

    /** See `syncCounts.throughputPerDay`. */
    throughputPerDay: (filter: DaysFilter) => counts.throughputPerDay(filter),

    /** See `sessionsPerDay`. */
    sessionsPerDay: (filter: DaysFilter) => sessionsPerDay(scope, filter),

    /** See `syncCounts.fold`. */
    foldCounts: () => counts.fold(),
  };
};
