import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import { standardEntityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { SyncOutcome } from '../../domain/session-state.ts';
import type { ConfigId } from '../../domain/ids.ts';
import {
  bytea,
  createdAt,
  emptyObject,
  instant,
  jsonObject,
  newId,
  providerColumn,
  updatedAt,
  workspaceColumn,
} from '../columns.ts';
import { users } from '../workspaces/users-table.ts';

export const configSyncStatuses = ['never_synced', 'active', 'failed', 'disabled'] as const;
export type ConfigSyncStatus = (typeof configSyncStatuses)[number];

/** How a copy that was complete once has become too old. */
export type Lateness = 'late' | 'stale';

/** After some twenty hours, so that a day never passes, and not at the same time for all. */
export const nextWebhookCheck = sql`now() + interval '19 hours' + random() * interval '4 hours'`;

/** For the system role, which may not see the column itself. */
const isThere = (name: string, column: string) =>
  boolean(name)
    .notNull()
    .generatedAlwaysAs(sql.raw(`${column} is not null`));

/** A workspace's connection to its own provider account; credentials only as its data key sealed them. */
export const workspacePaymentConfigs = pgTable(
  'workspace_payment_configs',
  {
    workspaceId: workspaceColumn(),
    id: uuid('id').$type<ConfigId>().notNull().default(newId),
    providerName: providerColumn('provider_name'),
    /** Null once the provider is disconnected. */
    credentialsEncrypted: bytea('credentials_encrypted'),
    /** For people to recognise the credentials by, such as a key's last four characters. */
    credentialsHint: text('credentials_hint').notNull(),
    webhookSecretEncrypted: bytea('webhook_secret_encrypted'),
    hasCredentials: isThere('has_credentials', 'credentials_encrypted'),
    hasWebhookSecret: isThere('has_webhook_secret', 'webhook_secret_encrypted'),
    /** The provider's id of the account: new credentials must belong to the same one. Null if no key has shown it yet. */
    accountId: text('account_id'),
    /** When the account was opened, if known: nothing in it is older. */
    accountCreatedAt: instant('account_created_at'),
    livemode: boolean('livemode').notNull(),
    /** The platform's own key opens the account, and its one endpoint delivers the account's events. */
    throughPlatform: boolean('through_platform').notNull().default(false),
    /** The entities that are copied. */
    entityTypes: text('entity_types').array().$type<EntityType[]>().notNull().default(standardEntityTypes),
    /** What to do with a local change if the object changes too. */
    conflictPolicy: text('conflict_policy').$type<ConflictPolicy>().notNull().default('provider_wins'),
    /** Requests in 30 days past which no schedule begins a sync; null: no bound. */
    readBudget: integer('read_budget'),
    configData: jsonObject('config_data').notNull().default(emptyObject),
    webhookEndpointId: text('webhook_endpoint_id'),
    webhookUrl: text('webhook_url'),
    /** Why the provider has no correct endpoint of ours: the `code` and `message` of an error or of a `WebhookFault`. */
    webhookProblem: jsonObject('webhook_problem'),
    /** When the provider last showed the endpoint as it should be (our clock, as the request was sent). */
    webhookConfirmedAt: instant('webhook_confirmed_at'),
    /** From here on webhooks may have been delivered to nobody, until a sync has read the events and closed the gap. */
    webhookGapSince: instant('webhook_gap_since'),
    /** When a webhook was last refused for its signature; null once one is accepted. */
    webhookRefusedAt: instant('webhook_refused_at'),
    /** When the sweep next asks the provider for the endpoint. */
    webhookCheckDueAt: instant('webhook_check_due_at').notNull().default(nextWebhookCheck),
    isActive: boolean('is_active').notNull().default(true),
    lastSyncAt: instant('last_sync_at'),
    syncStatus: text('sync_status').$type<ConfigSyncStatus>().notNull().default('never_synced'),
    /** How the last full or incremental session ended, and when. */
    lastOutcome: text('last_outcome').$type<SyncOutcome>(),
    lastEndedAt: instant('last_ended_at'),
    /** Its first problem: an error's `code` and `message`. */
    lastProblem: jsonObject('last_problem'),
    /** What receivers were told of the copy's age; null if it is current. */
    lateness: text('lateness').$type<Lateness>(),
    /** When such a session last completed for every chosen entity. */
    completeAt: instant('complete_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    createdBy: uuid('created_by'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique('workspace_payment_configs_provider').on(t.workspaceId, t.providerName),
    foreignKey({ columns: [t.workspaceId, t.createdBy], foreignColumns: [users.workspaceId, users.id] }),
    // Of one workspace only, whose events are found by it.
    uniqueIndex('workspace_payment_configs_platform_account')
      .on(t.providerName, t.accountId, t.livemode)
      .where(sql.raw('through_platform and is_active')),
    check('workspace_payment_configs_platform', sql`not ${t.throughPlatform} or ${t.accountId} is not null`),
    // GetWorkspacesByProvider
    index('workspace_payment_configs_by_provider')
      .on(t.providerName, t.workspaceId)
      .where(sql.raw('is_active')),
    // The sweep
    index('workspace_payment_configs_webhook_checks').on(t.webhookCheckDueAt).where(sql.raw('is_active')),
    check(
      'workspace_payment_configs_sync_status',
      sql`${t.syncStatus} in ('never_synced', 'active', 'failed', 'disabled')`,
    ),
    check(
      'workspace_payment_configs_last_outcome',
      sql`${t.lastOutcome} in ('completed', 'failed', 'cancelled')`,
    ),
    check('workspace_payment_configs_read_budget', sql`${t.readBudget} > 0`),
    check(
      'workspace_payment_configs_conflict_policy',
      sql`${t.conflictPolicy} in ('provider_wins', 'local_wins', 'manual')`,
    ),
  ],
);
