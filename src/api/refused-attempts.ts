import type { Context } from 'hono';
import type { Database } from '../db/database.ts';
import { platformScope, type WorkspaceId } from '../domain/ids.ts';
import { auditEntry, type PlatformCaller } from '../services/caller.ts';
import type { Log } from '../telemetry/log.ts';
import { platformCallerOf } from './caller.ts';
import type { ApiEnv } from './deps.ts';

/** Within it, one caller's further refusals for the same reason are counted and not written. */
const windowMs = 60_000;
/** Callers and reasons counted at once: what is beyond is not written. */
const maxCounted = 10_000;
/** Characters of a path that are kept. */
const maxPath = 200;

interface Refused {
  readonly owner: WorkspaceId;
  readonly caller: PlatformCaller;
  /** The first request, as `GET /api/v1/…`. */
  readonly target: string;
  readonly reason: string;
  /** Since the row that was written last. */
  more: number;
}

interface Parts {
  readonly db: Pick<Database, 'inWorkspace'>;
  readonly log: Log;
  readonly stopping: AbortSignal;
  readonly windowMs?: number;
}

/**
 * Writes into the audit log that a caller tried what it may not: the first time at once, and what it tries for the same reason
 * within the next minute as one more row with a count. So a flood of refused requests writes two rows a minute.
 */
export class RefusedAttempts {
  readonly #parts: Parts;
  readonly #counted = new Map<string, Refused>();

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.stopping.addEventListener('abort', () => {
      for (const key of this.#counted.keys()) this.#end(key);
    });
  }

  /** Never throws, and nobody waits for what it writes. */
  note(c: Context<ApiEnv>, reason: string): void {
    const caller = platformCallerOf(c);
    const key = JSON.stringify([caller.actor, reason]);
    const known = this.#counted.get(key);
    if (known !== undefined) {
      known.more++;
      return;
    }
    if (this.#counted.size >= maxCounted) return;
    const target = `${c.req.method} ${c.req.path.slice(0, maxPath).replaceAll(/\p{Cc}/gu, '?')}`;
    const refused = { owner: ownerOf(c), caller, target, reason, more: 0 };
    this.#counted.set(key, refused);
    setTimeout(() => this.#end(key), this.#parts.windowMs ?? windowMs).unref();
    this.#write(refused, {});
  }

  #end(key: string): void {
    const refused = this.#counted.get(key);
    this.#counted.delete(key);
    if (refused !== undefined && refused.more > 0) this.#write(refused, { more_attempts: refused.more });
  }

  #write({ owner, caller, target, reason }: Refused, more: Record<string, unknown>): void {
    const { db, log } = this.#parts;
    const entry = auditEntry(caller, 'request.refused', target, { reason, ...more });
    db.inWorkspace(owner, (ws) => ws.auditLog.append(entry)).catch((err: unknown) => {
      log.warn({ err, actor: caller.actor, reason }, 'a refused attempt is not in the audit log');
    });
  }
}

/**
 * Whose log tells of it: a key's own workspace, whatever it asked for; of a user, the workspace that it may see; else the
 * platform's.
 */
function ownerOf(c: Context<ApiEnv>): WorkspaceId {
  const principal = c.get('principal');
  if (principal.kind === 'key') return principal.workspace.id;
  // Not set before the caller was found to have access to it.
  const seen: ApiEnv['Variables']['workspace'] | undefined = c.get('workspace');
  return seen?.id ?? platformScope;
}
