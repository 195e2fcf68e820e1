import type { Transaction } from './transaction/scope.ts';
import { activeSessions } from './sessions/active-sessions.ts';
import { admissions } from './sessions/admissions.ts';
import { allSchedules } from './connections/all-schedules.ts';
import { workspacesByProvider } from './connections/workspaces-by-provider.ts';
import { waitingInboxes } from './inbox/waiting-inboxes.ts';
import { watchedInboxes } from './inbox/watched-inboxes.ts';
import { workspaceDirectory } from './workspaces/workspace-directory.ts';

/** Why code may look across workspaces: the whole list. */
export type SystemReason =
  | 'create workspace'
  | 'list workspaces'
  | 'delete what is past its retention'
  | 'find sessions nobody works on'
  | 'admit sessions'
  | 'tell a place in the queue'
  | 'find events nobody drains'
  | 'watch inboxes'
  | 'list workspaces of a provider'
  | 'repair schedules';

/** What can be asked across workspaces. policies/exceptions.ts lists the tables and columns that its role has policies for. */
export const systemScope = (tx: Transaction) => ({
  workspaces: workspaceDirectory(tx),
  activeSessions: activeSessions(tx),
  admissions: admissions(tx),
  schedules: allSchedules(tx),
  waitingInboxes: waitingInboxes(tx),
  watchedInboxes: watchedInboxes(tx),
  workspacesByProvider: workspacesByProvider(tx),
});
export type SystemScope = ReturnType<typeof systemScope>;
