import { connectionKey, type Connection } from '../../domain/connection.ts';
import type { Allowance } from '../../domain/pace.ts';

interface OpenPace extends Connection {
  /** What the account bears now. */
  readonly requests: { readonly report: Allowance };
  /** Requests a second that its provider allows. */
  readonly limit: number;
}

/** Requests a second of one account: those that its activities may send together, and those that its provider allows. */
export interface AccountPace extends Connection {
  readonly granted: number;
  readonly limit: number;
}

/** The paces of the accounts that a worker's activities ask at this moment. */
export class OpenPaces {
  readonly #open = new Set<OpenPace>();

  /** Returns what takes it out again. */
  add(pace: OpenPace): () => void {
    this.#open.add(pace);
    return () => void this.#open.delete(pace);
  }

  accounts(): AccountPace[] {
    const accounts = new Map<string, AccountPace>();
    for (const { workspaceId, provider, requests, limit } of this.#open) {
      const key = connectionKey({ workspaceId, provider });
      const granted = (accounts.get(key)?.granted ?? 0) + requests.report.total;
      accounts.set(key, { workspaceId, provider, granted, limit });
    }
    return [...accounts.values()];
  }
}
