import { Context } from '@temporalio/activity';
import type { DeliverOutcome, Receiver } from '../../contracts/deliveries.ts';
import type { Delivery } from '../../db/notifications/deliveries.ts';
import type { AttemptRecord } from '../../db/notifications/delivery-queue.ts';
import type { Receiver as ReceiverRow } from '../../db/notifications/receivers.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import {
  holdAfterMs,
  nextAttemptAfterMs,
  switchOffAfterMs,
  verdictOf,
} from '../../domain/notifications/delivery-rules.ts';
import { testType } from '../../domain/notifications/notification.ts';
import { signerOf } from '../../security/signing-secrets.ts';
import { release } from '../../telemetry/release.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { ReceiverConnection, type Attempt } from './receiver-connection.ts';

/** Requests to one receiver at once. A killed worker's are sent again. */
const atOnce = 8;
/** Then the slot goes to another receiver. The last requests may take their time-out longer. */
const sliceMs = 20_000;

type Deps = Pick<ActivityDependencies, 'db' | 'dataKeys' | 'metrics' | 'egress'>;

/**
 * Sends a receiver what is due, a few at a time, and writes the outcome of each round in one transaction. At least once: a
 * process that dies before has sent messages that are sent again, with the same `webhook-id`.
 */
export async function deliver(deps: Deps, { workspaceId, receiverId }: Receiver): Promise<DeliverOutcome> {
  const { cancellationSignal } = Context.current();
  const until = performance.now() + sliceMs;
  const connection = new ReceiverConnection({ ...deps.egress, connections: atOnce });
  try {
    for (;;) {
      cancellationSignal.throwIfAborted();
      const next = await deps.db.inWorkspace(workspaceId, (ws) => ws.deliveries.next(receiverId, atOnce));
      if (next.due === null) return { waitMs: next.waitMs };
      const sealer = await deps.dataKeys.of(workspaceId);
      const sign = signerOf(sealer, workspaceId, next.receiver.secretsEncrypted, Date.now());
      const attempts = await Promise.all(
        next.due.map(async (delivery) => ({
          delivery,
          attempt: await connection.post(next.receiver.url, messageOf(delivery, sign)),
        })),
      );
      await deps.db.inWorkspace(workspaceId, (ws) => record(ws, deps, next.receiver, attempts));
      for (const { attempt } of attempts) deps.metrics.deliveries({ outcome: verdictOf(attempt) }, 1);
      if (performance.now() >= until) return { waitMs: 0 };
    }
  } finally {
    await connection.close();
  }
}

function messageOf({ id, body }: Delivery, sign: ReturnType<typeof signerOf>) {
  const message = { id: `msg_${id}`, timestamp: Math.floor(Date.now() / 1000), body };
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': `workspace-payment-sync/${release.version}`,
      'webhook-id': message.id,
      'webhook-timestamp': String(message.timestamp),
      'webhook-signature': sign(message),
    },
  };
}

interface Sent {
  readonly delivery: Delivery;
  readonly attempt: Attempt;
}

async function record(
  ws: WorkspaceScope,
  { egress }: Deps,
  receiver: ReceiverRow,
  sent: readonly Sent[],
): Promise<void> {
  const took = sent.some(({ attempt }) => verdictOf(attempt) === 'delivered');
  const records = sent.map(({ delivery, attempt }) => recordOf(delivery, attempt, egress.retryDelaysMs));
  const holdMs = holdAfterMs(
    receiver.failures + 1,
    sent.map(({ attempt }) => attempt),
  );
  const before = await ws.deliveries.record(receiver.id, records, took ? { took } : { took, holdMs });
  if (before === undefined || before.disabledAt !== null) return;
  const gone = sent.some(({ attempt }) => verdictOf(attempt) === 'gone');
  const { failingSince } = before;
  const failedForDays =
    !took && failingSince !== null && Date.now() - failingSince.getTime() > switchOffAfterMs;
  if (gone || failedForDays) await switchOff(ws, before, gone ? 'gone' : 'failing');
}

function recordOf(delivery: Delivery, attempt: Attempt, delays?: readonly number[]): AttemptRecord {
  const { sentAt, durationMs, status, problem, answer } = attempt;
  const base = { delivery, sentAt, durationMs, status, problem, answer };
  if (verdictOf(attempt) === 'delivered') return { ...base, state: 'delivered', againAfterMs: 0 };
  const again = nextAttemptAfterMs(delivery.attempts + 1, attempt, delays);
  // The test call wants to know now.
  if (again === null || delivery.type === testType) return { ...base, state: 'failed', againAfterMs: 0 };
  return { ...base, state: 'waiting', againAfterMs: again };
}

/** Said where its owner looks: in the audit log and the timeline, and to the other receivers. */
async function switchOff(
  ws: WorkspaceScope,
  receiver: ReceiverRow,
  reason: 'gone' | 'failing',
): Promise<void> {
  await ws.receivers.disable(receiver.id, reason);
  const facts = { endpoint_id: receiver.id, reason, failing_since: receiver.failingSince };
  await ws.auditLog.append({
    actor: 'deliveries',
    action: 'webhook_endpoint.disabled',
    target: receiver.id,
    details: facts,
  });
  await ws.outbox.add({ type: 'webhook_endpoint.disabled', facts });
}
