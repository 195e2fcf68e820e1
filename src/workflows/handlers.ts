import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { SessionProgress, SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import {
  cancelSessionUpdate,
  progressQuery,
  startSessionUpdate,
  type CancelSession,
} from '../contracts/workspace-sync.ts';

export const startSession = defineUpdate<SessionStarted, [SessionRequest]>(startSessionUpdate);
export const cancelSession = defineUpdate<void, [CancelSession]>(cancelSessionUpdate);
export const progress = defineQuery<SessionProgress | null>(progressQuery);
