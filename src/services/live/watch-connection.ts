import type { EntityCount } from '../../db/analytics/sync-counts.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Caller } from '../caller.ts';
import { countEntities } from '../connections/list-connections.ts';
import type { ServiceDeps } from '../deps.ts';
import type { LiveSession } from '../sessions/read-live-session.ts';
import { readConnectionStatus, type ConnectionStatus } from '../status/read-connection-status.ts';
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

/** Throws `not_found`. */
export async function readConnection(
  deps: Deps,
  caller: Pick<Caller, 'workspaceId'>,
  { provider }: Input,
): Promise<Omit<LiveConnection, 'session'>> {
  const [status, counts] = await Promise.all([
    readConnectionStatus(deps, caller, { provider }),
    countEntities(deps, caller, { provider }),
  ]);
  return { status, counts };
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
