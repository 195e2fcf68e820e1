import type { PlatformAccountOwner } from '../../../db/connections/platform-accounts.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import type { WorkspaceId } from '../../../domain/ids.ts';
import type { ReachedAccount } from '../../../providers/platform-access.ts';
import type { ApiParts } from '../../deps.ts';
import { BoundedMap } from '../../../domain/limits/bounded-map.ts';

/** Accounts whose owners a process remembers; of those without one as many again. */
const maxAccounts = 20_000;

type Owner = PlatformAccountOwner | null;

/** Whose the accounts are that the platform's key opens, as a change notice has not said otherwise. */
export class AccountOwners {
  readonly #deps: Pick<ApiParts, 'webhookDb' | 'changes'>;
  readonly #owned = new BoundedMap<string, PlatformAccountOwner>(maxAccounts);
  readonly #accountsOf = new BoundedMap<WorkspaceId, Set<string>>(maxAccounts);
  /** Accounts that no workspace has: a platform may have many that are not copied. */
  readonly #unowned = new BoundedMap<string, true>(maxAccounts);
  readonly #loading = new Map<string, Promise<Owner>>();
  /** Notices so far: what was read before one is not kept after it. */
  #changes = 0;

  constructor(deps: Pick<ApiParts, 'webhookDb' | 'changes'>) {
    this.#deps = deps;
    deps.changes.subscribe({
      connectionChanged: ({ workspaceId }) => this.#forget(workspaceId),
      missed: () => this.#forgetAll(),
    });
  }

  /** The one workspace that has it; null if none has. Throws `SyncError`. */
  async find(provider: PaymentProvider, account: ReachedAccount): Promise<Owner> {
    const key = `${provider}:${account.livemode}:${account.accountId}`;
    const known = this.#owned.get(key);
    if (known !== undefined) return known;
    if (this.#unowned.get(key) === true) return null;
    let loading = this.#loading.get(key);
    if (loading === undefined) {
      loading = this.#load(key, provider, account).finally(() => this.#loading.delete(key));
      this.#loading.set(key, loading);
    }
    return await loading;
  }

  async #load(key: string, provider: PaymentProvider, account: ReachedAccount): Promise<Owner> {
    const { webhookDb, changes } = this.#deps;
    const before = this.#changes;
    const owner = await webhookDb.asSystem('find whose an event is', ({ platformAccounts }) =>
      platformAccounts.owner(provider, account),
    );
    if (before !== this.#changes || !changes.listening) return owner ?? null;
    if (owner === undefined) this.#unowned.set(key, true);
    else {
      this.#owned.set(key, owner);
      const accounts = this.#accountsOf.get(owner.workspaceId) ?? new Set();
      this.#accountsOf.set(owner.workspaceId, accounts.add(key));
    }
    return owner ?? null;
  }

  /** Also of those that none had: it may be this workspace's now. */
  #forget(workspace: WorkspaceId): void {
    this.#changes += 1;
    this.#loading.clear();
    this.#unowned.clear();
    for (const key of this.#accountsOf.get(workspace) ?? []) this.#owned.delete(key);
    this.#accountsOf.delete(workspace);
  }

  #forgetAll(): void {
    this.#changes += 1;
    this.#loading.clear();
    this.#unowned.clear();
    this.#owned.clear();
    this.#accountsOf.clear();
  }
}
