import { planEvents } from '../../src/activities/inbox/plan-events.ts';
import type { TakenEvent } from '../../src/db/inbox/take-events.ts';
import type { EventMeaning, ForeignEvent } from '../../src/providers/provider-event.ts';
import { foreignTo } from '../../src/providers/stripe/events/event-origin.ts';
import { stripeEvents } from '../../src/providers/stripe/events/stripe-event.ts';
import type { ModelEvent } from './model-account.ts';
import type { ModelRun, Steps } from './model-run.ts';

const owner = { accountId: 'acct_own', livemode: true };

/** A batch through the product's own plan (activities/inbox/plan-events.ts). */
function planned({ copy }: ModelRun, events: readonly ModelEvent[]) {
  const byId = new Map(events.map((event) => [event.id, event]));
  const meanings = (payload: string): EventMeaning[] | ForeignEvent => {
    const { kind, object, account } = byId.get(payload)!;
    const foreign = foreignTo({ account, data: { object: {} } }, owner);
    if (foreign !== null && copy.rules.foreignEventsAreIgnored) return { foreign };
    const about = { entityType: 'customers', externalId: object.id } as const;
    return [kind === 'deleted' ? { kind, ...about } : { kind, ...about, json: payload }];
  };
  const rows = events.map(
    ({ id, created }) =>
      ({ eventId: id, payload: id, eventCreatedAt: new Date(created * 1000) }) as TakenEvent,
  );
  const { objects, settled } = planEvents(
    { events: { ...stripeEvents, meanings } },
    { ...owner, entityTypes: ['customers'] },
    rows,
  );
  copy.settle(settled.map(({ event }) => ({ id: event.eventId })));
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
    for (const object of planned(run, batch)) {
      const { newest, all, kind, externalId } = object;
      const snapshot = run.eventSnapshot(newest);
      const order =
        kind === 'fetch'
          ? run.copy.outdated(externalId, snapshot, newest.created * 1000)
          : run.copy.applyEvent(newest, snapshot, newest.created * 1000);
      run.note(`${newest.id} (${all.length}) of ${externalId}: ${kind} ${order}`);
      if (order === 'unknown') toFetch.push(object);
      else run.copy.settle(all);
    }
    for (const { externalId, all } of toFetch) {
      yield;
      const { found, snapshot } = yield* fetch(run, externalId);
      const ordered = run.copy.fetched(externalId, found, snapshot, run.time.now);
      if (ordered) run.copy.settle(all);
      run.note(`fetched ${externalId} for ${all[0]!.id}: ${found?.content} ${ordered ? '' : 'unordered'}`);
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
    if (!run.copy.fetched(id, found, snapshot, run.time.now)) run.copy.rechecks.add(id);
    run.note(`rechecked ${id}: ${found?.content}`);
    yield;
  }
}

function* fetch(run: ModelRun, id: string) {
  const { result, snapshot } = yield* run.request(() => run.account.retrieve(id));
  return { found: result, snapshot };
}
