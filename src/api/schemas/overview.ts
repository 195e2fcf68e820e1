import { z } from '@hono/zod-openapi';
import { connectionStates, stateReasons } from '../../domain/status/connection-state.ts';
import type { OverviewEntry } from '../../services/status/judged-connections.ts';
import { sentenceOf, type OverviewPage } from '../../services/status/overview.ts';
import { cursor, instant, limit, nextCursor, provider } from './parameters.ts';

const state = z.enum(connectionStates);

export const overviewQuery = z.object({
  state: z
    .union([state.transform((one) => [one]), z.array(state)])
    .optional()
    .openapi({ description: 'Only connections in these states; give it several times for several.' }),
  search: z.string().max(100).optional().openapi({
    description: "A part of the workspace's name, or the beginning of its id.",
  }),
  limit: limit(),
  cursor,
});

const connection = z.object({
  workspace_id: z.uuid(),
  workspace_name: z.string(),
  provider,
  state,
  sentence: z.string(),
  reasons: z.array(z.enum(stateReasons)),
  complete_at: instant.nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const overview = z
  .object({
    as_of: instant,
    counts: z.record(state, z.int()).openapi({
      description: 'Connections in each state, of those that the search finds.',
    }),
    errors: z
      .array(z.object({ code: z.string(), message: z.string(), connections: z.int() }))
      .openapi({ description: 'Causes for which last syncs failed, the most frequent first.' }),
    connections: z.array(connection).openapi({ description: 'The worst first.' }),
    next_cursor: nextCursor,
  })
  .openapi('Overview');

const connectionJson = (entry: OverviewEntry): z.infer<typeof connection> => ({
  workspace_id: entry.row.workspaceId,
  workspace_name: entry.row.workspaceName,
  provider: entry.row.provider,
  state: entry.state,
  sentence: sentenceOf(entry),
  reasons: [...entry.reasons],
  complete_at: entry.row.completeAt?.toISOString() ?? null,
  problem: entry.facts.last?.outcome === 'failed' ? entry.facts.last.problem : null,
});

export const overviewJson = (
  { counts, errors, asOf }: OverviewPage,
  entries: readonly OverviewEntry[],
  next: string | null,
): z.infer<typeof overview> => ({
  as_of: new Date(asOf).toISOString(),
  counts,
  errors: errors.map((group) => ({ ...group })),
  connections: entries.map(connectionJson),
  next_cursor: next,
});
