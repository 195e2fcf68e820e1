import { randomBytes } from 'node:crypto';
import type { StripeEvent } from '../entity/event.ts';
import { API_VERSION } from '../wire/wire.ts';

const randomId = (prefix: string) => `${prefix}${randomBytes(9).toString('hex')}`;

interface Connectable {
  readonly id: string;
  readonly livemode: boolean;
  onEvent(listener: (event: StripeEvent) => void): () => void;
}

interface Platform {
  readonly id: string;
  readonly livemode: boolean;
  readonly deliveries: { dispatch(event: StripeEvent): void };
}

/**
 * The accounts that are connected to a platform: its keys open them with `Stripe-Account`, and its `connect` endpoints get their
 * events, which name them.
 */
export class ConnectedAccounts<Account extends Connectable> {
  readonly clientId: string;
  /** Where a merchant may be led back to; any address while it is empty. */
  readonly redirectUris = new Set<string>();
  /** What the next merchant at `/oauth/authorize` does: connects this account, or refuses. */
  next: Account | 'denied' | undefined;
  readonly #platform: Platform;
  readonly #accounts = new Map<string, { account: Account; stop: () => void }>();
  readonly #codes = new Map<string, Account>();

  constructor(platform: Platform) {
    this.#platform = platform;
    this.clientId = `ca_${platform.id.slice(5)}`;
  }

  get(id: string): Account | undefined {
    return this.#accounts.get(id)?.account;
  }

  add(account: Account): void {
    const { id, livemode } = account;
    if (livemode !== this.#platform.livemode)
      throw new Error(`${id} is of the other mode than its platform.`);
    if (this.#accounts.has(id)) return;
    const stop = account.onEvent((event) =>
      this.#platform.deliveries.dispatch({ ...event, account: id, context: id }),
    );
    this.#accounts.set(id, { account, stop });
  }

  /** Ends the platform's access. Its `connect` endpoints are told, unless `silent`. False if there was none. */
  remove(id: string, { silent = false } = {}): boolean {
    const known = this.#accounts.get(id);
    if (known === undefined) return false;
    known.stop();
    this.#accounts.delete(id);
    if (!silent) this.tellDeauthorized(id);
    return true;
  }

  /** The notice alone, as one that is delivered again. */
  tellDeauthorized(id: string): void {
    this.#platform.deliveries.dispatch({
      id: randomId('evt_'),
      object: 'event',
      api_version: API_VERSION,
      created: Math.floor(Date.now() / 1000),
      data: { object: { id: this.clientId, object: 'application', name: 'Platform' } },
      livemode: this.#platform.livemode,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type: 'account.application.deauthorized',
      account: id,
    });
  }

  /** A code for the account, good once. */
  codeFor(account: Account): string {
    const code = randomId('ac_');
    this.#codes.set(code, account);
    return code;
  }

  /** Connects the account of a code. Undefined if there is no such code any more. */
  redeem(code: string): Account | undefined {
    const account = this.#codes.get(code);
    if (account === undefined) return undefined;
    this.#codes.delete(code);
    this.add(account);
    return account;
  }

  stop(): void {
    for (const { stop } of this.#accounts.values()) stop();
  }
}
