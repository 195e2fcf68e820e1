import { SyncError } from '../domain/sync-error.ts';

/** `what` names the kind of thing, as `payment provider`. */
export const notFound = (what: string): SyncError => new SyncError('not_found', `There is no such ${what}.`);
