import type { Connection } from '../../domain/connection.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { TakenEvent } from '../../db/inbox/take-events.ts';
import { countedEventType } from '../../providers/counted-event-type.ts';
import type { Provider } from '../../providers/provider.ts';
import type { WorkerMetrics } from '../../telemetry/metrics/worker-metrics.ts';
import type { ObjectEvents } from './plan-events.ts';

type Metrics = Pick<WorkerMetrics, 'webhookEvents' | 'entitiesProcessed' | 'eventAge'>;

const counted = (keys: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** Counts what became of a batch's events, by their types and states, and the objects that they changed. */
export class EventCounter {
  readonly #metrics: Metrics;
  readonly #labels: { readonly workspace_id: string; readonly provider: string };
  readonly #typeOf: (event: TakenEvent) => string;

  constructor(
    metrics: Metrics,
    { workspaceId, provider }: Connection,
    { webhooks }: Pick<Provider, 'webhooks'>,
  ) {
    this.#metrics = metrics;
    this.#labels = { workspace_id: workspaceId, provider };
    this.#typeOf = ({ eventType }) => countedEventType(webhooks, eventType);
  }

  /** Some of the batch's events have been settled. */
  settled(
    events: readonly TakenEvent[],
    outcomes: readonly EventOutcome[],
    objects: readonly ObjectEvents[] = [],
  ): void {
    const byId = new Map(events.map((event) => [event.eventId, event]));
    const typed = outcomes.flatMap(({ event: { eventId }, state }) => {
      const event = byId.get(eventId);
      return event === undefined ? [] : [`${this.#typeOf(event)} ${state}`];
    });
    for (const [key, count] of counted(typed)) {
      const [event_type = '', status = ''] = key.split(' ');
      this.#metrics.webhookEvents({ ...this.#labels, event_type, status }, count);
    }
    const applied = new Set(
      outcomes.filter(({ state }) => state === 'applied').map(({ event }) => event.eventId),
    );
    if (applied.size === 0) return;
    const changed = objects.filter(({ newest }) => applied.has(newest.eventId));
    for (const [entity_type, count] of counted(changed.map(({ entityType }) => entityType)))
      this.#metrics.entitiesProcessed({ ...this.#labels, entity_type }, count);
    const times = [...applied].flatMap((id) => byId.get(id)?.eventCreatedAt.getTime() ?? []);
    if (times.length > 0) {
      const age = Math.max(0, Date.now() - Math.min(...times)) / 1000;
      this.#metrics.eventAge({ provider: this.#labels.provider }, age);
    }
  }
}
