import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { SessionRequest } from '../contracts/sessions.ts';
import { searchAttributes } from '../contracts/workspace-sync.ts';
import type { Connection } from '../domain/connection.ts';
import type { TemporalConnection } from './connect.ts';
import {
  asTemporalUnavailable,
  callTemporal,
  grpcStatus,
  grpcStatusOf,
  isTransient,
} from './call-temporal.ts';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/** A person finds by these, in Temporal's Web UI, all runs of a connection. */
export const workspaceSearchAttributes = (of: Connection): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: keyword(searchAttributes.workspace), value: of.workspaceId },
    { key: keyword(searchAttributes.provider), value: of.provider },
  ]);

/** The same, and those by which a person finds a session's run. */
export const sessionSearchAttributes = (request: SessionRequest): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: keyword(searchAttributes.workspace), value: request.workspaceId },
    { key: keyword(searchAttributes.provider), value: request.provider },
    { key: keyword(searchAttributes.sessionType), value: request.sessionType },
    { key: keyword(searchAttributes.session), value: request.sessionId },
  ]);

export type SearchAttributesOutcome =
  | { readonly state: 'ready'; readonly added: readonly string[] }
  /** As on Temporal Cloud: a person makes them by `tcld` or in its Web UI, and no session can start before. */
  | { readonly state: 'refused'; readonly wanted: readonly string[]; readonly cause: unknown };

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD`. */
const indexedValueTypeKeyword = 2;

const refusals = new Set<number>([
  grpcStatus.permissionDenied,
  grpcStatus.unauthenticated,
  grpcStatus.unimplemented,
]);

/**
 * Makes the namespace's missing custom search attributes; any number of processes may call it at once. Throws
 * `SyncError('temporal_unavailable')`.
 */
export async function ensureSearchAttributes(
  connection: TemporalConnection['connection'],
  namespace: string,
): Promise<SearchAttributesOutcome> {
  const wanted = Object.values(searchAttributes);
  const call = <T>(operation: () => Promise<T>) =>
    callTemporal(connection, { attemptMs: 5_000, totalMs: 10_000, again: isTransient }, operation);
  try {
    const known = await call(() => connection.operatorService.listSearchAttributes({ namespace }));
    const added = wanted.filter((name) => !Object.hasOwn(known.customAttributes, name));
    if (added.length > 0) {
      const types = Object.fromEntries(added.map((name) => [name, indexedValueTypeKeyword]));
      await call(() =>
        connection.operatorService.addSearchAttributes({ namespace, searchAttributes: types }),
      );
    }
    return { state: 'ready', added };
  } catch (error) {
    const status = grpcStatusOf(error);
    if (status === grpcStatus.alreadyExists) return { state: 'ready', added: [] };
    if (status !== undefined && refusals.has(status)) return { state: 'refused', wanted, cause: error };
    throw asTemporalUnavailable(error);
  }
}
