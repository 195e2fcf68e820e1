import type { ChangeNotices } from '../../db/changes/change-notices.ts';
import type { Database } from '../../db/database.ts';
import type { ApiKey } from '../../db/workspaces/api-keys.ts';
import { FairSlots } from '../../domain/fair-slots.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { sameHash, type PresentedApiKey } from '../../security/tokens.ts';
import type { Log } from '../../telemetry/log.ts';
import type { KeyPrincipal, Principal } from './principal.ts';
import { BoundedMap } from '../../domain/limits/bounded-map.ts';

export interface PrincipalsOptions {
  /** Its connections are shared with nobody who has a known key: see `fairDatabase`. */
  readonly lookupDb: Pick<Database, 'inWorkspace'>;
  readonly changes: Pick<ChangeNotices, 'listening' | 'subscribe'>;
  readonly log: Log;
}

interface Kept {
  readonly principal: KeyPrincipal;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Hours since 1970 of the last use that is stored. */
  usedIn: number;
}

const maxWorkspaces = 20_000;
/** Lookups at once, shared fairly among addresses: unknown keys may take no more of Postgres. */
const maxLookups = 2;

const hourOf = (time: number): number => Math.floor(time / 3_600_000);

/** Whose the API keys are that were used last, by the keys' hashes, until anything about them changes. */
export class Principals {
  readonly #options: PrincipalsOptions;
  readonly #kept = new BoundedMap<WorkspaceId, Map<string, Kept>>(maxWorkspaces);
  readonly #lookups = new Map<string, Promise<KeyPrincipal | undefined>>();
  readonly #slots = new FairSlots(maxLookups);
  /** Counts changes: what was read before one is not kept. */
  #changes = 0;

  constructor(options: PrincipalsOptions) {
    this.#options = options;
    options.changes.subscribe({
      accessChanged: (workspace) => this.forget(workspace),
      missed: () => {
        this.#changes += 1;
        this.#kept.clear();
        this.#lookups.clear();
      },
    });
  }

  /** Without asking the database. */
  known({ workspaceId, hash }: PresentedApiKey): KeyPrincipal | undefined {
    const kept = this.#kept.get(workspaceId)?.get(hash.toString('base64'));
    if (kept === undefined || kept.expiresAt <= Date.now()) return undefined;
    this.#noteUse(kept);
    return kept.principal;
  }

  /** The lookup of this key that is on its way, if there is one. */
  lookupOf({ hash }: PresentedApiKey): Promise<KeyPrincipal | undefined> | undefined {
    return this.#lookups.get(hash.toString('base64'));
  }

  /** Asks the database, in turn with the other addresses. Throws `SyncError`. */
  async lookUp(presented: PresentedApiKey, address: string): Promise<KeyPrincipal | undefined> {
    const name = presented.hash.toString('base64');
    const lookup = this.#slots.run(address, () => this.#read(presented, name));
    this.#lookups.set(name, lookup);
    try {
      return await lookup;
    } finally {
      if (this.#lookups.get(name) === lookup) this.#lookups.delete(name);
    }
  }

  /** Whether a key or token that was valid when its request began is still so. */
  async isValid(principal: Principal): Promise<boolean> {
    if (principal.kind === 'platform') return true;
    if (principal.kind === 'user') return principal.expiresAt > Date.now();
    const { workspace, presented } = principal;
    const known = this.#kept.get(workspace.id)?.get(presented.hash.toString('base64'));
    if (known !== undefined) return known.expiresAt > Date.now();
    return (await (this.lookupOf(presented) ?? this.lookUp(presented, workspace.id))) !== undefined;
  }

  /** Forgets all keys of a workspace: one of them ended, or the workspace itself changed. */
  forget(workspace: WorkspaceId): void {
    this.#changes += 1;
    this.#kept.delete(workspace);
    this.#lookups.clear();
  }

  async #read(presented: PresentedApiKey, name: string): Promise<KeyPrincipal | undefined> {
    const { workspaceId, hash } = presented;
    const before = this.#changes;
    const found = await this.#options.lookupDb.inWorkspace(workspaceId, (ws) => ws.apiKeys.findValid(hash));
    if (found === undefined || !sameHash(found.key.keyHash, hash)) return undefined;
    const { key, workspace } = found;
    const { id, name: keyName, role } = key;
    const principal = { kind: 'key', id, name: keyName, role, workspace, presented } as const;
    const kept = keptOf(principal, key);
    if (this.#options.changes.listening && this.#changes === before) {
      const keys = this.#kept.get(workspaceId) ?? new Map<string, Kept>();
      this.#kept.set(workspaceId, keys.set(name, kept));
    }
    this.#noteUse(kept);
    return principal;
  }

  /** At most once an hour for each key, and nobody waits for it. */
  #noteUse(kept: Kept): void {
    const hour = hourOf(Date.now());
    if (kept.usedIn >= hour) return;
    kept.usedIn = hour;
    const { id, workspace } = kept.principal;
    this.#options.lookupDb
      .inWorkspace(workspace.id, (ws) => ws.apiKeys.markUsed(id))
      .catch((err: unknown) =>
        this.#options.log.warn({ err, workspace_id: workspace.id }, "a key's last use was not stored"),
      );
  }
}

const keptOf = (principal: KeyPrincipal, { expiresAt, lastUsedAt }: ApiKey): Kept => ({
  principal,
  expiresAt: expiresAt?.getTime() ?? Infinity,
  usedIn: lastUsedAt === null ? -Infinity : hourOf(lastUsedAt.getTime()),
});
