import { z } from '@hono/zod-openapi';
import { entityTypes } from '../../domain/entities/entities.ts';
import { connectionStates, stateReasons } from '../../domain/status/connection-state.ts';
import { scheduledSessionTypes } from '../../domain/sync-schedule.ts';
import type { ConnectionStatus } from '../../services/status/read-connection-status.ts';
import { instant, provider } from './parameters.ts';

const states = `
\`never_synced\`: nothing was copied yet. \`syncing\`: a full or incremental sync waits or runs. \`current\`: complete, and followed.
\`late\`, \`stale\`: the time between two syncs has passed once, twice; or events have waited for ten minutes, an hour.
\`incomplete\`: no sync has reached its end; the next continues. \`failed\`: the last sync failed, and none follows by itself.
\`action_required\`: only a person can remove the cause. \`paused\`: switched off, or nothing follows changes but a paused schedule.
\`disconnected\`: its credentials are destroyed.`.trim();

export const connectionStatus = z
  .object({
    provider,
    state: z.enum(connectionStates).openapi({ description: states }),
    sentence: z.string().openapi({
      description: 'The state in words: what is true as of when, what runs, what comes next, what to do.',
      example:
        'The copy was complete at 2026-11-28 13:00 UTC, and webhooks have kept it up to date since. The next sync starts at 2026-11-28 19:00 UTC.',
    }),
    reasons: z.array(z.enum(stateReasons)).openapi({ description: 'What is true beside the state.' }),
    entity_types: z.array(z.enum(entityTypes)).openapi({ description: 'What the connection copies.' }),
    not_listed_yet: z.array(z.enum(entityTypes)).openapi({
      description:
        'Of these the ones that no sync has listed to the end since they were chosen: the next sync does.',
    }),
    complete_at: instant.nullable().openapi({
      description: 'When a full or incremental sync last completed for all that the connection copies.',
    }),
    events_waiting_since: instant.nullable().openapi({
      description: 'When the oldest event that is not applied yet was received.',
    }),
    session: z
      .object({
        session_id: z.uuid(),
        session_type: z.enum(scheduledSessionTypes),
        status: z.enum(['pending', 'running']),
        since: instant,
      })
      .nullable()
      .openapi({ description: 'The full or incremental sync that has not ended.' }),
    last_sync: z
      .object({
        outcome: z.enum(['completed', 'failed', 'cancelled']),
        ended_at: instant,
        problem: z.object({ code: z.string(), message: z.string() }).nullable(),
      })
      .nullable(),
    next_sync_at: instant.nullable(),
  })
  .openapi('ConnectionStatus');

const time = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

export function connectionStatusJson(
  of: z.infer<typeof provider>,
  { state, sentence, reasons, facts, session, entityTypes: copied, unlisted }: ConnectionStatus,
): z.infer<typeof connectionStatus> {
  const { active, last, completeAt, waitingSince, schedule } = facts;
  return {
    provider: of,
    state,
    sentence,
    reasons: [...reasons],
    entity_types: [...copied],
    not_listed_yet: [...unlisted],
    complete_at: time(completeAt),
    events_waiting_since: time(waitingSince),
    session:
      session === null || active === null
        ? null
        : {
            session_id: session.id,
            session_type: active.type,
            status: active.waits ? 'pending' : 'running',
            since: new Date(active.since).toISOString(),
          },
    last_sync: last && {
      outcome: last.outcome,
      ended_at: new Date(last.at).toISOString(),
      problem: last.problem,
    },
    next_sync_at: time(schedule?.nextAt),
  };
}
