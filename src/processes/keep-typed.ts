import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import type { PassPosition, ProviderMapping, TakenPass } from '../db/copies/entity-mappings.ts';
import type { EntityId, WorkspaceId } from '../domain/ids.ts';
import type { Provider } from '../providers/provider.ts';
import type { Log } from '../telemetry/log.ts';

export interface KeepTypedDependencies {
  readonly db: Database;
  readonly providers: Readonly<Record<string, Pick<Provider, 'name' | 'entities'>>>;
  readonly log: Log;
}

/** entity-mappings.ts counts on it. */
const everyMs = 60_000;
const batchRows = 1_000;
const workspacesAtOnce = 100;
/** A pass rests for as long as its last batch took, so that it takes at most half of a connection. */
const maxRestMs = 1_000;

/**
 * Compares the mappings of this process with those that filled the typed columns, when it starts and once a minute. If one
 * differs, re-reads the rows from `provider_data`, workspace by workspace; a pass that a crash ended is resumed by the next
 * worker. It asks no provider. Runs until `signal` aborts; never throws, because a worker works without it.
 */
export async function keepTyped(deps: KeepTypedDependencies, signal: AbortSignal): Promise<void> {
  const { db, log } = deps;
  const mappings = mappingsOf(deps);
  const holder = randomUUID();
  let passes: Promise<void> | undefined;
  while (!signal.aborted) {
    try {
      await db.asSystem('keep typed columns', (system) => system.entityMappings.register(mappings));
      passes ??= runPasses(deps, mappings, holder, signal).finally(() => (passes = undefined));
    } catch (err) {
      if (!signal.aborted) log.warn({ err }, 'the mappings of typed columns were not compared');
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
  await passes;
}

const mappingsOf = ({ providers }: KeepTypedDependencies): ProviderMapping[] =>
  Object.values(providers).flatMap(({ name, entities }) =>
    Object.values(entities).map(({ mapping }) => ({ provider: name, mapping })),
  );

async function runPasses(
  { db, log }: KeepTypedDependencies,
  mappings: readonly ProviderMapping[],
  holder: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const taken = await db.asSystem('keep typed columns', (system) =>
      system.entityMappings.take(mappings, holder),
    );
    for (const pass of taken) {
      const { provider, mapping } = pass;
      const written = await runPass(db, pass, holder, signal);
      if (written === undefined) return;
      if (written > 0)
        log.info({ provider, entity_type: mapping.entityType, written }, 'typed columns were re-read');
    }
  } catch (err) {
    if (!signal.aborted) log.warn({ err }, 'typed columns were not re-read: trying again in a minute');
  }
}

/** Resolves to the number of rows that it wrote; undefined if it ended early, because of `signal` or of another worker. */
async function runPass(
  db: Database,
  { position, ...of }: TakenPass,
  holder: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const reach = (reached: PassPosition | null) =>
    db.asSystem('keep typed columns', (system) => system.entityMappings.reach(of, holder, reached));
  let written = 0;
  let at = position;
  let ahead: WorkspaceId[] = at.workspace === null ? [] : [at.workspace];
  for (;;) {
    for (const workspace of ahead) {
      let row: EntityId | null = workspace === at.workspace ? at.row : null;
      for (;;) {
        if (signal.aborted) return undefined;
        const began = Date.now();
        const batch = await db.inWorkspace(workspace, (ws) =>
          ws.copies.retype(of.provider, of.mapping, row, batchRows),
        );
        written += batch.written;
        if (batch.read < batchRows) break;
        row = batch.last;
        if (!(await reach({ workspace, row }))) return undefined;
        await sleep(Math.min(Date.now() - began, maxRestMs), undefined, { signal }).catch(() => {});
      }
      at = { workspace, row: null };
    }
    const after = at.workspace ?? undefined;
    ahead = await db.asSystem('keep typed columns', (system) =>
      system.workspaces.everyId({ limit: workspacesAtOnce, after }),
    );
    const next = ahead[0];
    if (!(await reach(next === undefined ? null : { workspace: next, row: null }))) return undefined;
    if (next === undefined) return written;
  }
}
