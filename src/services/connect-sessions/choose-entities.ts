import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Provider } from '../../providers/provider.ts';
import { defaultChoiceOf, lackOfParents } from '../../providers/provider-entity.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ConnectSession } from './use-link.ts';

/** What a merchant may have copied by a link. */
const offeredBy = (
  { entityTypes }: Pick<ConnectSession, 'entityTypes'>,
  provider: Provider,
): readonly EntityType[] => entityTypes ?? defaultChoiceOf(provider);

/** What is copied of an account that is connected by a link. */
export const copiedBy = (
  session: Pick<ConnectSession, 'entityTypes' | 'chosenEntityTypes'>,
  provider: Provider,
): readonly EntityType[] => session.chosenEntityTypes ?? offeredBy(session, provider);

export interface EntityChoice {
  /** What is copied, or would be. */
  readonly entityTypes: readonly EntityType[];
  /** What the merchant may choose of; null: nothing is to be chosen. */
  readonly offered: readonly EntityType[] | null;
}

/** A connection that exists keeps what it copies, also one that was disconnected. */
export async function readChoice(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  session: ConnectSession,
): Promise<EntityChoice> {
  const provider = providers[session.provider];
  const row = await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(session.provider));
  if (row !== undefined) return { entityTypes: row.entityTypes, offered: null };
  const offered = session.merchantChooses ? offeredBy(session, provider) : null;
  return { entityTypes: copiedBy(session, provider), offered };
}

/** Keeps what the merchant wants to have copied. Throws `not_permitted`, and `provider_rejected` for a choice that is none. */
export async function chooseEntities(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  caller: Caller,
  session: ConnectSession,
  names: readonly string[],
): Promise<ConnectSession> {
  if (!session.merchantChooses)
    throw new SyncError('not_permitted', 'The link to this page does not allow to choose what is copied.');
  const offered = offeredBy(session, providers[session.provider]);
  const chosen = offered.filter((each) => names.includes(each));
  if (chosen.length === 0 || chosen.length < new Set(names).size)
    throw new SyncError('provider_rejected', 'Choose at least one of what is offered.');
  const lack = lackOfParents(providers[session.provider], chosen);
  if (lack !== null) throw new SyncError('provider_rejected', `${lack}.`);
  return await db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws.connectSessions.choose(session.id, chosen);
    if (row === undefined) throw new SyncError('not_permitted', 'The link to this page has ended.');
    await ws.auditLog.append(
      auditEntry(caller, 'connect_session.entities_chosen', session.id, { entity_types: chosen }),
    );
    return row;
  });
}
