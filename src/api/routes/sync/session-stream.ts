import { createRoute } from '@hono/zod-openapi';
import { sessionId, type SessionId } from '../../../domain/ids.ts';
import { isFinal } from '../../../domain/session-state.ts';
import type { Caller } from '../../../services/caller.ts';
import { watchSession } from '../../../services/live/watch-session.ts';
import { callerOf, temporalUiFor } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { needs, refusals, workspacePath, type Api } from '../../route.ts';
import { ofId } from '../../schemas/parameters.ts';
import { liveSession, liveSessionJson, type TemporalUi } from '../../schemas/session.ts';
import type { StreamMessage } from '../../streams/event-stream.ts';
import { lastId, type EventStreams } from '../../streams/event-streams.ts';
import { events, nothingMore } from '../../streams/stream-responses.ts';

const stream = createRoute({
  method: 'get',
  path: workspacePath('/sync/sessions/{id}/stream'),
  tags: ['Sync sessions'],
  summary: 'Follow a sync session as it goes on',
  description:
    'Server-sent events. Each `session` event has the whole of what `GET …/sync/sessions/{id}` answers, at least once a second; ' +
    'the stream ends after the one in which the session has ended. A `problem` event says why a stream ends early, as an ' +
    'error’s body does. After a lost connection, ask again: the first event has the newest state.',
  ...needs('viewer'),
  request: { params: ofId },
  responses: { 200: events(liveSession, 'The session, again and again.'), 204: nothingMore, ...refusals },
});

export function sessionStreamRoutes(api: Api, deps: ApiDeps, streams: EventStreams): void {
  const { gateway, providers, connections, config } = deps;
  const readerDeps = { db: connections.as('streams'), gateway, providers };

  async function* messages(
    caller: Caller,
    id: SessionId,
    ui: TemporalUi,
    signal: AbortSignal,
  ): AsyncGenerator<StreamMessage> {
    for await (const live of watchSession(readerDeps, caller, { id }, signal)) {
      yield {
        event: 'session',
        id: isFinal(live.row.status) ? lastId : String(live.at),
        data: JSON.stringify(liveSessionJson(live, ui)),
      };
    }
  }

  api.openapi(stream, async (c) => {
    const id = sessionId(c.req.valid('param').id);
    const caller = callerOf(c);
    const ui = temporalUiFor(c.get('principal'), config);
    // Those who see the same share a reader.
    const key = `session:${caller.workspaceId}:${id}:${ui === undefined ? 'workspace' : 'platform'}`;
    return await streams.answer(c, key, (signal) => messages(caller, id, ui, signal));
  });
}
