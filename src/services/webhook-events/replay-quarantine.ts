import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { listEvents } from './list-events.ts';
import { replayEvent } from './replay-event.ts';

/** Each is a transaction with its entry in the audit log. */
const atOnce = 500;

/** Replays what is in quarantine, received since a time if one is given: the newest 500. Resolves to how many, and whether more are left. */
export async function replayQuarantine(
  deps: Pick<ServiceDeps, 'db' | 'gateway' | 'log'>,
  caller: Caller,
  { since }: { readonly since?: Date | undefined } = {},
): Promise<{ readonly replayed: number; readonly more: boolean }> {
  const found = await listEvents(deps, caller, { state: 'quarantined', since, limit: atOnce + 1 });
  for (const { eventId } of found.slice(0, atOnce)) await replayEvent(deps, caller, { id: eventId });
  return { replayed: Math.min(found.length, atOnce), more: found.length > atOnce };
}
