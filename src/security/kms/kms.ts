import type { WorkspaceId } from '../../domain/ids.ts';

/** A data key as it is stored: no use to anybody without the master key. */
export interface WrappedKey {
  /** The id of the master key that wrapped it. */
  readonly wrappedBy: string;
  readonly wrapped: Buffer;
}

/**
 * A key management service: holds master keys, and wraps the data keys of workspaces with them. A master key never leaves it.
 *
 * Both methods may take long or fail: whoever calls them bounds their time, and ends them by `signal`. They throw
 * `SyncError('credential_unreadable')` if no other try can succeed; whatever else they throw means that the service is away.
 */
export interface Kms {
  /** The id of the master key that wraps. At most 255 characters. */
  readonly wrapsWith: string;
  /** The ids of all master keys that can unwrap. */
  readonly keyIds: ReadonlySet<string>;
  /** Wraps with `wrapsWith`. `owner` has to be bound to the result: it can be unwrapped for no other workspace. */
  wrap(dataKey: Buffer, owner: WorkspaceId, signal: AbortSignal): Promise<Buffer>;
  unwrap(key: WrappedKey, owner: WorkspaceId, signal: AbortSignal): Promise<Buffer>;
}
