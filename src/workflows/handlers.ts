import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { SessionProgress, SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import {
  admittedSignal,
  cancelSessionUpdate,
  progressQuery,
  startSessionUpdate,
  wakeSignal,
  type CancelSession,
} from '../contracts/workspace-sync.ts';

export const startSession = defineUpdate<SessionStarted, [SessionRequest]>(startSessionUpdate);
export const cancelSession = defineUpdate<void, [CancelSession]>(cancelSessionUpdate);
export const wake = defineSignal(wakeSignal);
export const admitted = defineSignal(admittedSignal);
export const progress = defineQuery<SessionProgress | null>(progressQuery);
