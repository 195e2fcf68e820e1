import { AnswerTooLarge, SyncError, UnfinishedAnswer } from '../domain/sync-error.ts';

/**
 * Of a fetch by id: an answer that came whole and still cannot be true, or is too large to be taken, is about this object, and
 * not about the provider.
 */
export const asUnreadable = (error: unknown): unknown =>
  error instanceof SyncError &&
  error.code === 'provider_invalid_response' &&
  (error instanceof AnswerTooLarge || !(error instanceof UnfinishedAnswer))
    ? new SyncError('provider_unreadable', error.message, { cause: error })
    : error;
