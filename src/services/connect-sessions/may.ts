import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import type { ConnectCapability } from '../../domain/connect-session.ts';
import { SyncError } from '../../domain/sync-error.ts';

const names: Record<Exclude<ConnectCapability, 'view'>, string> = {
  connect: 'connect an account',
  reconnect: 'give a new key',
  sync: 'start a sync',
  disconnect: 'disconnect the account',
};

export const may = ({ capabilities }: ConnectSession, what: keyof typeof names): boolean =>
  capabilities.includes(what);

/** Throws `not_permitted` unless the session was made for it. */
export function assertMay(session: ConnectSession, what: keyof typeof names): void {
  if (!may(session, what)) {
    throw new SyncError('not_permitted', `The link to this page does not allow to ${names[what]}.`);
  }
}
