import type { Connection } from '../../../src/domain/connection.ts';
import { SyncError } from '../../../src/domain/sync-error.ts';
import { describeSchedule, type SyncSchedule } from '../../../src/domain/sync-schedule.ts';
import type { ListedSchedule, ScheduleGateway, ScheduleRefusal } from '../../../src/temporal/schedules.ts';

const firstRun = Date.parse('2030-01-01T03:00:00Z');

/** In place of Temporal's schedules, for tests of the API alone: each fires next at 03:00 on 2030-01-01. */
export class FakeSchedules implements ScheduleGateway {
  /** Temporal cannot be reached. */
  away = false;
  /** How Temporal refuses the next schedule. */
  refusal: ScheduleRefusal | null = null;
  readonly known = new Map<string, ListedSchedule & { readonly schedule: SyncSchedule }>();

  async put({ workspaceId, provider }: Connection, schedule: SyncSchedule): Promise<ScheduleRefusal | null> {
    this.#failIfAway();
    if (this.refusal !== null) return this.refusal;
    const note = describeSchedule(schedule);
    this.known.set(workspaceId, { workspaceId, provider, note, schedule });
    return null;
  }

  async delete({ workspaceId }: Connection): Promise<void> {
    this.#failIfAway();
    this.known.delete(workspaceId);
  }

  async nextRuns({ workspaceId }: Connection): Promise<Date[] | null> {
    this.#failIfAway();
    const found = this.known.get(workspaceId);
    return found === undefined ? null : found.schedule.paused ? [] : [new Date(firstRun)];
  }

  async list(): Promise<ListedSchedule[]> {
    this.#failIfAway();
    return [...this.known.values()];
  }

  #failIfAway(): void {
    if (this.away)
      throw new SyncError('temporal_unavailable', 'Temporal cannot be reached, or did not answer in time.');
  }
}
