import type Chargebee from 'chargebee';
import type { Answer } from './http/site-client.ts';

/**
 * Sends one request by the SDK, through the caller's gate, and throws `SyncError`s only. If `read` throws that the answer
 * cannot be true, it is asked for again.
 */
export type Send = <T>(
  endpoint: string,
  ask: (sdk: Chargebee) => Promise<unknown>,
  read: (answer: Answer) => T,
  options?: SendOptions,
) => Promise<T>;

export interface SendOptions {
  /** Instead of the SDK's path. */
  readonly path?: string;
  /** As in `RequestOptions`. */
  readonly canAskOtherwise?: boolean;
}
