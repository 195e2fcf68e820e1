import { and, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { SessionId } from '../../domain/ids.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { losesEvents, type WebhookFault } from '../../domain/webhook-fault.ts';
import { outbox } from '../notifications/outbox.ts';
import { journal } from '../sessions/journal.ts';
import type { Scope } from '../transaction/scope.ts';
import type { PaymentConfig } from './payment-configs.ts';
import {
  nextWebhookCheck as nextCheck,
  workspacePaymentConfigs as t,
} from './workspace-payment-configs-table.ts';

/** A check that a crash ended, or for which the provider was away, is due again. */
const claimed = sql`now() + interval '1 hour'`;

export interface WebhookCheck {
  /** What is wrong at the provider; null if nothing is. */
  readonly fault: WebhookFault | null;
  /** When the provider was asked. */
  readonly at: Date;
}

/** The part of `workspace_payment_configs` that says what is known of the webhook endpoint at the provider. */
export const webhookChecks = (scope: Scope) => {
  const { orm, client, workspaceId } = scope;
  const of = (provider: PaymentProvider) => and(eq(t.workspaceId, workspaceId), eq(t.providerName, provider));
  return {
    /** The connection's row if its check is due: it then is this caller's. */
    async claim(provider: PaymentProvider): Promise<PaymentConfig | undefined> {
      const [row] = await orm
        .update(t)
        .set({ webhookCheckDueAt: claimed })
        .where(and(of(provider), t.isActive, lte(t.webhookCheckDueAt, sql`now()`)))
        .returning();
      return row;
    },

    /**
     * Stores the outcome of a check of the endpoint that `seen` names, and notes in the journal what it changes. If the
     * endpoint was exchanged or confirmed since `seen` was read, the check says nothing about it: nothing is stored, and it
     * resolves to false.
     */
    async record(seen: PaymentConfig, { fault, at }: WebhookCheck, session?: SessionId): Promise<boolean> {
      const provider = seen.providerName;
      const loses = fault !== null && losesEvents(fault);
      const { rowCount } = await orm
        .update(t)
        .set({
          webhookProblem: fault === null ? null : { ...fault },
          ...(fault === null && { webhookConfirmedAt: at }),
          ...(loses && {
            webhookGapSince: sql`coalesce(${t.webhookGapSince}, case when ${t.lastSyncAt} is not null
              then coalesce(${t.webhookConfirmedAt}, ${t.createdAt}) end)`,
          }),
          webhookCheckDueAt: nextCheck,
        })
        .where(
          and(
            of(provider),
            t.isActive,
            sql`${t.webhookEndpointId} is not distinct from ${seen.webhookEndpointId}`,
            sql`${t.webhookConfirmedAt} is not distinct from ${seen.webhookConfirmedAt}`,
          ),
        );
      if (rowCount === 0) return false;
      const before = seen.webhookProblem as { code: string; message: string } | null;
      if (before?.code === fault?.code) return true;
      await journal(scope).create({
        sessionId: session ?? null,
        providerName: provider,
        eventType: fault === null ? 'webhook_fault_gone' : 'webhook_fault_found',
        eventMessage: fault?.message ?? 'The webhook endpoint is as it should be again.',
        eventDetails: { code: fault?.code ?? before!.code },
      });
      if (fault !== null && before === null)
        await outbox(scope).add({
          type: 'webhook_endpoint.down',
          provider,
          facts: { code: fault.code, message: fault.message },
        });
      return true;
    },

    /** The next check is tried again at its usual time: this one can say nothing. */
    async postpone(provider: PaymentProvider): Promise<void> {
      await orm.update(t).set({ webhookCheckDueAt: nextCheck }).where(of(provider));
    },

    /** A webhook was refused for its signature. */
    async noteRefused(provider: PaymentProvider): Promise<void> {
      await orm
        .update(t)
        .set({
          webhookRefusedAt: sql`now()`,
          webhookGapSince: sql`coalesce(${t.webhookGapSince}, case when ${t.lastSyncAt} is not null then now() end)`,
        })
        .where(and(of(provider), t.isActive));
    },

    /** A webhook was accepted: the secret is right. */
    async noteAccepted(provider: PaymentProvider): Promise<void> {
      await orm
        .update(t)
        .set({ webhookRefusedAt: null })
        .where(and(of(provider), isNotNull(t.webhookRefusedAt)));
    },

    /**
     * After a sync that read the provider's events: what a gap has lost is there as far as they were read. The gap is closed
     * if the endpoint was as it should be by then.
     */
    async closeGap(provider: PaymentProvider): Promise<void> {
      await client.query({
        name: 'webhook-checks.closeGap',
        text: `
          update workspace_payment_configs c
          set webhook_gap_since = case
            when webhook_problem is null and webhook_refused_at is null and webhook_confirmed_at <= i.events_read_until
            then null else greatest(webhook_gap_since, i.events_read_until) end
          from sync_inboxes i
          where c.workspace_id = $1 and c.provider_name = $2 and webhook_gap_since is not null
            and i.workspace_id = $1 and i.payment_provider = $2`,
        values: [workspaceId, provider],
      });
    },
  };
};
