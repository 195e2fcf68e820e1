import { planEvents } from '../../src/activities/inbox/plan-events.ts';
import type { TakenEvent } from '../../src/db/inbox/take-events.ts';
import type { EventMeaning } from '../../src/providers/provider-event.ts';
import { stripeEvents } from '../../src/providers/stripe/stripe-event.ts';
import type { ModelEvent } from './model-account.ts';
import type { ModelRun, Steps } from './model-run.ts';

const owner = { accountId: 'acct_own', livemode: true };

/** A batch through the product's own plan (activities/inbox/plan-events.ts). */
function planned(events: readonly ModelEvent[]) {
  const byId = new Map(events.map((event) => [event.id, event]));
  const meanings = (payload: string): EventMeaning[] => {
    const { kind, object } = byId.get(payload)!;
    const about = { entityType: 'customers', externalId: object.id } as const;
    return [kind === 'deleted' ? { kind, ...about } : { kind, ...about, json: payload }];
  };
  const rows = events.map(
    ({ id, created }) =>
      ({ eventId: id, payload: id, eventCreatedAt: new Date(created * 1000) }) as TakenEvent,
  );
  const { objects } = planEvents({ events: { ...stripeEvents, meanings } }, owner, rows);
  return objects.map(({ newest, older, meaning: { kind }, externalId }) => ({
    externalId,
    kind,
    newest: byId.get(newest.eventId)!,
    all: [newest, ...older].map(({ eventId }) => byId.get(eventId)!),
  }));
}

/** `drainInbox`: batch by batch until nothing is stored. A batch is applied in one transaction. */
export function* drain(run: ModelRun): Steps {
  for (;;) {
    const batch = run.copy.stored.slice(0, 1 + run.choices.below(4));
    if (batch.length === 0) return;
    yield;
    const toFetch: ReturnType<typeof planned> = [];
    for (const object of planned(batch)) {
      const { newest, all, kind, externalId } = object;
      const snapshot = run.eventSnapshot(newest);
      if (kind === 'deleted') run.copy.markDeleted(externalId, snapshot);
      const order =
        kind === 'present' ? run.copy.applyEvent(newest.object, snapshot, newest.created * 1000) : 'unknown';
      run.note(`${newest.id} (${all.length}) of ${externalId}: ${kind} ${order}`);
      if (kind !== 'deleted' && order === 'unknown') toFetch.push(object);
      else run.copy.settle(all);
    }
    for (const { externalId, all } of toFetch) {
      yield;
      const { found, snapshot } = yield* fetch(run, externalId);
      run.copy.settle(all);
      run.copy.fetched(externalId, found, snapshot, run.time.now);
      run.note(`fetched ${externalId} for ${all[0]!.id}: ${found?.content}`);
    }
  }
}

/** `recheckObjects`. */
export function* recheck(run: ModelRun): Steps {
  for (;;) {
    const [id] = run.copy.rechecks;
    if (id === undefined) return;
    const { found, snapshot } = yield* fetch(run, id);
    run.copy.rechecks.delete(id);
    run.copy.fetched(id, found, snapshot, run.time.now);
    run.note(`rechecked ${id}: ${found?.content}`);
    yield;
  }
}

function* fetch(run: ModelRun, id: string) {
  const { result, snapshot } = yield* run.request(() => run.account.retrieve(id));
  return { found: result, snapshot };
}
