import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { nameInWords } from '../../domain/words.ts';
import { givenFields, type Credentials, type CredentialsSchema } from '../../providers/credentials.ts';
import type { KeyPermission } from '../../providers/key-form.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { registry } from '../../providers/registry.ts';
import { auditEntry, type Caller } from '../caller.ts';
import { checkCredentials, type CheckedCredentials } from '../connections/check-credentials.ts';
import { CredentialsRefused } from '../connections/credentials-refused.ts';
import type { ServiceDeps } from '../deps.ts';
import { checkedFor } from './checked-key.ts';
import { readChoice } from './choose-entities.ts';

/** A permission of the provider's form, and whether the key has it; null: that shows only when it is used. */
export interface TriedPermission extends KeyPermission {
  readonly granted: boolean | null;
}

export type KeyCheck =
  /** It cannot be connected, whatever is changed about it: `message` says why. */
  | { readonly outcome: 'wrong'; readonly message: string; readonly field: string | null }
  | {
      readonly outcome: 'right' | 'incomplete';
      readonly account: Pick<CheckedCredentials, 'accountId' | 'accountName' | 'livemode'>;
      readonly permissions: readonly TriedPermission[];
      readonly unrestricted: boolean;
      /** Opens at `openChecked` for this session alone, so that the key need not be pasted twice nor shown again. */
      readonly sealed: string;
    };

const mode = (livemode: boolean): string => (livemode ? 'live' : 'test');

/** Whose key it is and what it may, in the merchant's words. Stores nothing but the audit log's entry. */
export async function checkKey(
  deps: Pick<ServiceDeps, 'db' | 'providers' | 'keyring'>,
  caller: Caller,
  session: ConnectSession,
  given: Readonly<Record<string, string>>,
): Promise<KeyCheck> {
  const check = await judge(deps, caller, session, given);
  const details =
    check.outcome === 'wrong'
      ? { outcome: 'wrong', reason: check.message }
      : { outcome: check.outcome, account_id: check.account.accountId, livemode: check.account.livemode };
  await deps.db.inWorkspace(caller.workspaceId, (ws) =>
    ws.auditLog.append(auditEntry(caller, 'connect_session.key_checked', session.id, details)),
  );
  return check;
}

async function judge(
  deps: Pick<ServiceDeps, 'db' | 'providers' | 'keyring'>,
  caller: Caller,
  session: ConnectSession,
  given: Readonly<Record<string, string>>,
): Promise<KeyCheck> {
  const { provider } = session;
  const { displayName } = deps.providers[provider];
  const { entityTypes } = await readChoice(deps, caller, session);
  const { credentials: schema }: ProviderDefinition = registry[provider];
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { outcome: 'wrong', ...inWords(schema, parsed.error.issues, displayName) };
  const credentials = givenFields(parsed.data);
  let checked: CheckedCredentials;
  try {
    checked = await checkCredentials(deps, caller, { provider, credentials, entityTypes });
  } catch (error) {
    const wrong = error instanceof CredentialsRefused || isMismatch(error);
    if (wrong) return { outcome: 'wrong', message: error.message, field: null };
    throw error;
  }
  if (session.livemode !== null && session.livemode !== checked.livemode) {
    const message = `This is a key of ${mode(checked.livemode)} mode. A key of ${mode(session.livemode)} mode is needed here.`;
    return { outcome: 'wrong', message, field: null };
  }
  const judgement = judged(deps, session, credentials, checked);
  const sealed = checkedFor(deps, session).seal({
    credentials,
    entityTypes,
    complete: judgement.outcome === 'right',
  });
  return { ...judgement, sealed };
}

const isMismatch = (error: unknown): error is SyncError =>
  error instanceof SyncError && error.code === 'account_mismatch';

function judged(
  { providers }: Pick<ServiceDeps, 'providers'>,
  { provider: name }: ConnectSession,
  credentials: Credentials,
  { accountId, accountName, livemode, permissions: tried }: CheckedCredentials,
) {
  const provider = providers[name];
  const entityTypes = tried
    .map(({ reads }) => reads)
    .filter((reads): reads is EntityType => reads !== 'events');
  const form = provider.keyForm?.(entityTypes);
  const refused = new Set(tried.filter(({ refusal }) => refusal !== null).map(({ reads }) => reads));
  const wanted: readonly KeyPermission[] =
    form?.permissions ??
    tried.map(({ reads }) => ({ uses: [reads], label: nameInWords(reads), access: 'read' }));
  const permissions = wanted.map((permission): TriedPermission => {
    const { uses, access } = permission;
    const granted = access === 'write' ? null : !uses.some((use) => use !== 'webhooks' && refused.has(use));
    return { ...permission, granted };
  });
  return {
    outcome: refused.size === 0 ? ('right' as const) : ('incomplete' as const),
    account: { accountId, accountName, livemode },
    permissions,
    unrestricted: form?.isUnrestricted(credentials) ?? false,
  };
}

/** What the schema of the credentials says. Its own messages go on from the value's name. */
function inWords(
  { shape }: CredentialsSchema,
  issues: readonly { readonly code: string; readonly message: string; readonly path: PropertyKey[] }[],
  provider: string,
): { readonly message: string; readonly field: string | null } {
  const issue = issues.find(({ code }) => code === 'custom') ?? issues[0];
  const name = String(issue?.path[0] ?? '');
  const field = Object.hasOwn(shape, name) ? name : null;
  if (issue?.code === 'custom') return { field, message: `This ${issue.message}.` };
  const isKey = field === null || shape[field]?.meta()?.['format'] === 'password';
  return {
    field,
    message: isKey
      ? `This does not look like a key of ${provider}: copy the whole key, and nothing else.`
      : `The ${name.replaceAll('_', ' ')} ${issue?.message ?? 'is missing'}.`,
  };
}
