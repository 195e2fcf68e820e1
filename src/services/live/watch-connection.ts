import type { EntityCount } from '../../db/analytics/sync-counts.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import type { LiveSession } from '../sessions/read-live-session.ts';
import {
  connectionStatus,
  readStoredConnection,
  type ConnectionStatus,
} from '../status/read-connection-status.ts';
import { lookAgain } from './look-again.ts';
import { watchSession } from './watch-session.ts';

/** A connection at one moment. */
export interface LiveConnection {
  readonly status: ConnectionStatus;
  readonly counts: readonly EntityCount[];
  /** The full or incremental session that has not ended, or ended just now. */
  readonly session: LiveSession | null;
}

type Deps = Pick<ServiceDeps, 'db' | 'schedules' | 'gateway' | 'providers'>;
type Input = { readonly provider: PaymentProvider };

type ReadConnection = Omit<LiveConnection, 'session'>;

/** In one transaction: a page that many look at reads it each second. */
const readStored = async (ws: WorkspaceScope, config: PaymentConfig) => ({
  stored: await readStoredConnection(ws, config),
  counts: await ws.analytics.countsByEntity(config.providerName),
});

const readingOf = async (
  deps: Deps,
  { stored, counts }: Awaited<ReturnType<typeof readStored>>,
): Promise<ReadConnection> => ({ status: await connectionStatus(deps, stored), counts });

/** All connections of a workspace, those that were disconnected too. */
export async function readConnections(
  deps: Deps,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
): Promise<(ReadConnection & { readonly provider: PaymentProvider })[]> {
  const found = await deps.db.inWorkspace(workspaceId, async (ws) => {
    const all = [];
    for (const config of await ws.paymentConfigs.list()) all.push(await readStored(ws, config));
    return all;
  });
  return await Promise.all(
    found.map(async (each) => ({
      ...(await readingOf(deps, each)),
      provider: each.stored.config.providerName,
    })),
  );
}

async function readConnection(
  deps: Deps,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { provider }: Input,
): Promise<ReadConnection> {
  const found = await deps.db.inWorkspace(workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get(provider);
    if (config === undefined) throw notFound('payment provider');
    return await readStored(ws, config);
  });
  return await readingOf(deps, found);
}

/** A connection again and again, with its session while one runs. Throws `not_found`. */
export async function* watchConnection(
  deps: Deps,
  caller: Pick<Caller, 'workspaceId'>,
  input: Input,
  signal: AbortSignal,
): AsyncGenerator<LiveConnection> {
  for await (const read of lookAgain(() => readConnection(deps, caller, input), signal)) {
    const { session } = read.status;
    if (session === null) {
      yield { ...read, session: null };
      continue;
    }
    for await (const live of watchSession(deps, caller, { id: session.id }, signal))
      yield { ...(await readConnection(deps, caller, input)), session: live };
  }
}
