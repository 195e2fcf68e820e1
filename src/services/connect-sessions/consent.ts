import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import { connectSessionId, isUuid, workspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Consent } from '../../providers/platform-access.ts';
import { hashApiKey, issueToken } from '../../security/tokens.ts';
import { auditEntry, type Caller } from '../caller.ts';
import { connectThroughPlatform } from '../connections/connect-through-platform.ts';
import type { ServiceDeps } from '../deps.ts';
import { readChoice } from './choose-entities.ts';
import { isConnected, startAfterConnecting } from './connect-account.ts';
import { assertMay } from './may.ts';

/** A merchant signs in at the provider, and decides. */
export const consentLastsMs = 15 * 60_000;

interface Asked {
  readonly consent: Consent;
  readonly livemode: boolean;
}

/** How the session's merchant can let the platform reach an account; undefined if that is not configured. */
export function consentOf(
  { providers }: Pick<ServiceDeps, 'providers'>,
  { provider, livemode: wanted }: Pick<ConnectSession, 'provider' | 'livemode'>,
): Asked | undefined {
  const { platform } = providers[provider];
  const livemode = wanted ?? platform?.modes[0] ?? true;
  const consent = platform?.consent(livemode);
  return consent && { consent, livemode };
}

/** Whether an account is connected decides what the session must allow. */
async function assertMayConnect(deps: ServiceDeps, session: ConnectSession) {
  const { provider } = session;
  const before = await deps.db.inWorkspace(session.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  assertMay(session, isConnected(before) ? 'reconnect' : 'connect');
}

/** Both halves: what comes back with the answer, and what the browser that asked keeps. */
const hashOf = (secret: string, ticket: string): Buffer => hashApiKey(`${secret}.${ticket}`);

/**
 * Sends a merchant to the provider's page. What comes back is taken once, for a short time, of this session, and only from the
 * browser that has `ticket`: else a merchant who was led to the provider by somebody else's link would connect the own account to
 * the other's workspace. Throws `not_permitted`, `provider_not_configured`.
 */
export async function askForConsent(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
  redirectUrl: string,
): Promise<{ readonly url: string; readonly ticket: string }> {
  await assertMayConnect(deps, session);
  const asked = consentOf(deps, session);
  if (asked === undefined)
    throw new SyncError('provider_not_configured', 'The platform has no application at the provider.');
  const [{ secret }, { secret: ticket }] = [issueToken('wsc'), issueToken('wsc')];
  const expires = new Date(Date.now() + consentLastsMs);
  const open = await deps.db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws.connectSessions.awaitConsent(session.id, hashOf(secret, ticket), expires);
    if (row !== undefined)
      await ws.auditLog.append(auditEntry(caller, 'connect_session.consent_asked', session.id));
    return row;
  });
  if (open === undefined) throw new SyncError('not_permitted', 'The link to this page has ended.');
  const state = `${session.workspaceId}.${session.id}.${secret}`;
  return { url: asked.consent.url({ state, redirectUrl }), ticket };
}

/** The session that a merchant comes back to. Undefined if nothing, or not this, is awaited of this browser. */
export async function takeConsent(
  { db }: Pick<ServiceDeps, 'db'>,
  state: string,
  ticket: string,
): Promise<ConnectSession | undefined> {
  const [workspace = '', id = '', secret = ''] = state.split('.');
  if (!isUuid(workspace) || !isUuid(id)) return undefined;
  return await db.inWorkspace(workspaceId(workspace), (ws) =>
    ws.connectSessions.takeConsent(connectSessionId(id), hashOf(secret, ticket)),
  );
}

/**
 * Connects the account that its merchant has chosen at the provider, and starts a sync. Throws `not_permitted`, and as
 * `connectThroughPlatform`.
 */
export async function connectConsented(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
  code: string,
): Promise<void> {
  await assertMayConnect(deps, session);
  const { provider } = session;
  const asked = consentOf(deps, session);
  if (asked === undefined)
    throw new SyncError('provider_not_configured', 'The platform has no application at the provider.');
  const account = await asked.consent.exchange(code);
  const { entityTypes } = await readChoice(deps, caller, session);
  const row = await connectThroughPlatform(deps, caller, {
    provider,
    ...account,
    entityTypes,
    by: 'consent',
  });
  await startAfterConnecting(deps, caller, session, row);
}
