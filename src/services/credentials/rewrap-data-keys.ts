import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { askKms } from '../../security/kms/data-keys.ts';
import { auditEntry, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export interface Rewrapped {
  /** Workspaces whose data key the KMS' current key wraps now. */
  readonly workspaces: number;
  /** Those whose key could not be unwrapped, and why. They are as they were. */
  readonly unreadable: readonly { readonly workspaceId: WorkspaceId; readonly reason: string }[];
  /** How many data keys each master key wraps now, by its id. */
  readonly left: ReadonlyMap<string, number>;
}

interface Options {
  /** Called after each batch, with the number of workspaces done so far. */
  readonly onProgress?: (workspaces: number) => void;
  /** Workspaces a batch. */
  readonly batch?: number;
}

type Deps = Pick<ServiceDeps, 'db' | 'kms'>;

/** Of each second at most half is spent on it, so that requests find connections. */
const restShare = 1;
/** A KMS that is far away answers so many at once. */
const atOnce = 8;

/**
 * Wraps the data keys of all workspaces, and the platform's, with the KMS' current key, one a transaction, while the service
 * runs. What is sealed with a data key stays as it is. What is wrapped with the current key already is left alone, so a run that
 * ended in the middle is taken up by the next. Throws `key_service_unavailable` if the KMS is away.
 */
export async function rewrapDataKeys(
  deps: Deps,
  caller: PlatformCaller,
  { onProgress, batch = 100 }: Options = {},
): Promise<Rewrapped> {
  const { db, kms } = deps;
  const unreadable: { workspaceId: WorkspaceId; reason: string }[] = [];
  let workspaces = 0;

  async function rewrapOne(workspaceId: WorkspaceId): Promise<void> {
    try {
      if (await rewrap(deps, caller, workspaceId)) workspaces++;
    } catch (error) {
      if (!(error instanceof SyncError) || error.code !== 'credential_unreadable') throw error;
      unreadable.push({ workspaceId, reason: error.message });
    }
  }

  for (let after: WorkspaceId | undefined; ;) {
    const began = Date.now();
    const page = { limit: batch, after };
    const found = await db.asSystem('count data keys by master key', ({ wrappedDataKeys }) =>
      wrappedDataKeys.notWrappedBy(kms.wrapsWith, page),
    );
    for (let at = 0; at < found.length; at += atOnce) {
      await Promise.all(found.slice(at, at + atOnce).map(rewrapOne));
    }
    if (found.length < batch) break;
    after = found.at(-1);
    onProgress?.(workspaces);
    await sleep((Date.now() - began) * restShare);
  }
  const left = await db.asSystem('count data keys by master key', ({ wrappedDataKeys }) =>
    wrappedDataKeys.byMasterKey(),
  );
  return { workspaces, unreadable, left };
}

/** Whether there was anything to do: another run, or a deletion, may have come first. No transaction waits for the KMS. */
async function rewrap({ db, kms }: Deps, caller: PlatformCaller, workspaceId: WorkspaceId): Promise<boolean> {
  const before = await db.inWorkspace(workspaceId, (ws) => ws.dataKey.get());
  if (before === undefined || before.wrappedBy === kms.wrapsWith) return false;
  const key = await askKms((signal) => kms.unwrap(before, workspaceId, signal));
  const wrapped = await askKms((signal) => kms.wrap(key, workspaceId, signal));
  return await db.inWorkspace(workspaceId, async (ws) => {
    if (!(await ws.dataKey.replace(before, { wrapped, wrappedBy: kms.wrapsWith }))) return false;
    const details = { from: before.wrappedBy, to: kms.wrapsWith };
    await ws.auditLog.append(auditEntry(caller, 'workspace.data_key_rewrapped', workspaceId, details));
    return true;
  });
}
