import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { z } from '@hono/zod-openapi';
import { rememberedHours } from '../db/workspaces/idempotent-requests.ts';
import type { WorkspaceScope } from '../db/workspace.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { Sealer } from '../security/keyring.ts';
import type { Caller } from '../services/caller.ts';
import { ApiError } from './api-error.ts';
import { callerOf } from './caller.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';

/** The header of requests that may be repeated: draft-ietf-httpapi-idempotency-key-header-07. */
export const idempotency = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'give 1 to 255 characters of ASCII, without spaces')
    .optional()
    .openapi({
      description:
        'A name for this request that no other has, such as a UUID. The same request with the same key is done once: a ' +
        `repeated one gets the first one's answer, for ${rememberedHours} hours, with \`Idempotent-Replayed: true\`. Refused requests are not ` +
        'remembered.',
    }),
});

/** What each route with the header may answer besides its own refusals. */
export const idempotencyRefusals = {
  409: '`idempotency_key_in_use`: the first request with this key is not answered yet.',
  422: '`idempotency_key_reused`: another request had this key.',
} as const;

export const reused = () =>
  new ApiError(
    422,
    'idempotency_key_reused',
    'Another request had this Idempotency-Key. Give this one a new key.',
  );

export const replayed = (c: Context) => c.header('Idempotent-Replayed', 'true');

const answer = z.object({ status: z.literal([200, 201]), body: z.string() });

function readAnswer(sealer: Sealer, workspaceId: WorkspaceId, sealed: Buffer) {
  try {
    return answer.parse(JSON.parse(sealer.open(sealed, { workspaceId, purpose: 'answer' })));
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    throw new ApiError(
      409,
      'idempotency_key_unreadable',
      'The request with this Idempotency-Key was answered, and the answer cannot be read any more, because the service was ' +
        'given other keys. Look whether it did what you want before you repeat it with another key.',
    );
  }
}

/**
 * Does a request that names itself by an `Idempotency-Key` once, and gives a repeated one the same answer. Without the header
 * it costs nothing. A request that is refused or fails may be repeated; so may one whose process died, after two minutes.
 */
export async function onlyOnce<R extends Response>(
  { db, dataKeys, log }: Pick<ApiDeps, 'db' | 'dataKeys' | 'log'>,
  c: Context<ApiEnv>,
  handle: () => Promise<R>,
  { workspaceId, actor }: Pick<Caller, 'workspaceId' | 'actor'> = callerOf(c),
): Promise<R> {
  const idempotencyKey = c.req.header('idempotency-key');
  if (idempotencyKey === undefined) return await handle();
  const named = { actor, idempotencyKey };
  const requestHash = createHash('sha256')
    .update(JSON.stringify([c.req.method, c.req.path, await c.req.text()]))
    .digest();
  const sealer = await dataKeys.of(workspaceId);
  const earlier = await db.inWorkspace(workspaceId, (ws) =>
    ws.idempotentRequests.claim({ ...named, requestHash }),
  );
  if (earlier !== undefined) {
    if (!earlier.requestHash.equals(requestHash)) throw reused();
    if (earlier.answerEncrypted === null) {
      const message = 'The first request with this Idempotency-Key is not answered yet. Try again.';
      throw new ApiError(409, 'idempotency_key_in_use', message, { retryAfter: 1 });
    }
    const { status, body } = readAnswer(sealer, workspaceId, earlier.answerEncrypted);
    replayed(c);
    // The route's answer as it was, which the schema of the route knows.
    return c.body(body, status, { 'Content-Type': 'application/json' }) as Response as R;
  }
  const remember = async (work: (requests: WorkspaceScope['idempotentRequests']) => Promise<void>) => {
    try {
      await db.inWorkspace(workspaceId, (ws) => work(ws.idempotentRequests));
    } catch (err) {
      // The caller gets the answer nevertheless, and may repeat the request in two minutes.
      log.warn({ err, request_id: c.get('requestId') }, 'idempotency key not settled');
    }
  };
  let response: R;
  try {
    response = await handle();
  } catch (error) {
    await remember((requests) => requests.release(named));
    throw error;
  }
  const text = JSON.stringify({ status: response.status, body: await response.clone().text() });
  await remember((requests) => requests.keep(named, sealer.seal(text, { workspaceId, purpose: 'answer' })));
  return response;
}
