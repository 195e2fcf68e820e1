import { entriesOf } from '../entities/by-entity.ts';
import type { EntityType } from '../entities/entities.ts';

/** How far one entity has come. */
export interface EntityReach {
  readonly state: 'waiting' | 'listing' | 'complete' | 'failed';
  /** Objects that the provider listed. */
  readonly listed: number;
  /** Rows that were new or had changed. */
  readonly written: number;
  /** The seconds of `created` that the listing goes over, and those that it has not read. Null if it does not go by date, or has not begun. */
  readonly range: { readonly seconds: number; readonly left: number } | null;
}

/** What a session waits for. Times are milliseconds since 1970. */
export interface Awaited {
  /** `session`: the one before it on its connection. `provider`: until it answers as it should. */
  readonly for: 'admission' | 'session' | 'provider';
  readonly reason: string;
  readonly since: number;
  /** When the session gives up; null: it does not. */
  readonly until: number | null;
  /** 1 is the next. Null unless others wait for the same. */
  readonly position: number | null;
}

/** A session at one moment. */
export interface SessionReach {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly entities: Readonly<Partial<Record<EntityType, EntityReach>>>;
  /** Events that were settled. */
  readonly events: number;
  /** Whether the present stage lists, so that what is left can be told. */
  readonly lists: boolean;
  readonly waiting: Awaited | null;
}

/** What was done at an earlier moment, to tell a rate by. */
export interface DoneBefore {
  readonly at: number;
  readonly total: number;
  readonly entities: Readonly<Partial<Record<EntityType, number>>>;
}

interface Figures {
  /** Objects that were listed, and of a session also events that were settled. */
  readonly done: number;
  /** How many a second. Null until it can be told. */
  readonly rate: number | null;
  /** The share of the time range, 0–1, of which all objects were read. Null if it is not known. */
  readonly covered: number | null;
  /** Null until it can be told. */
  readonly secondsLeft: number | null;
}

export interface EntityFigures extends Figures {
  readonly state: EntityReach['state'];
  readonly written: number;
}

export interface SessionFigures extends Figures {
  readonly waiting: Awaited | null;
  readonly entities: Readonly<Partial<Record<EntityType, EntityFigures>>>;
}

/** A rate over less time is chance. */
const minSpanMs = 2_000;
/** With less of the range read, what is left would be a guess: the newest days may be unlike all others. */
const minCovered = 0.02;

/** What figures of `at` say was done, for those of a later moment. */
export const doneAt = (at: number, { done, entities }: SessionFigures): DoneBefore => ({
  at,
  total: done,
  entities: Object.fromEntries(entriesOf(entities).map(([entityType, entity]) => [entityType, entity.done])),
});

/** How far a session is, how fast, and how long it still takes. `before`: null if nothing earlier is known. */
export function sessionFigures(reach: SessionReach, before: DoneBefore | null): SessionFigures {
  const all = entriesOf(reach.entities).map(([, entity]) => entity);
  const done = all.reduce((sum, { listed }) => sum + listed, reach.events);
  const seconds = before === null ? 0 : (reach.at - before.at) / 1_000;
  const rateOf = (now: number, earlier: number): number | null =>
    seconds * 1_000 < minSpanMs ? null : Math.max(0, now - earlier) / seconds;
  const canTell = reach.lists && reach.waiting === null;
  const entities = Object.fromEntries(
    entriesOf(reach.entities).map(([entityType, entity]) => {
      const rate = rateOf(entity.listed, before?.entities[entityType] ?? 0);
      const figures: EntityFigures = {
        state: entity.state,
        done: entity.listed,
        written: entity.written,
        rate,
        covered: coveredOf(entity),
        secondsLeft: canTell ? timeFor(objectsLeft(entity), rate) : null,
      };
      return [entityType, figures];
    }),
  );
  const rate = rateOf(done, before?.total ?? 0);
  return {
    done,
    rate,
    covered: coveredOfAll(all),
    secondsLeft: canTell ? timeFor(sumOrNull(all.map(objectsLeft)), rate) : null,
    waiting: reach.waiting,
    entities,
  };
}

function coveredOf({ state, range }: EntityReach): number | null {
  if (state === 'complete') return 1;
  if (range === null) return null;
  return range.seconds <= 0 ? 0 : Math.min(1, Math.max(0, 1 - range.left / range.seconds));
}

/** Entities count alike: how many objects each has is not known before its end. */
function coveredOfAll(entities: readonly EntityReach[]): number | null {
  const sum = sumOrNull(entities.map(coveredOf));
  return sum === null || entities.length === 0 ? null : sum / entities.length;
}

/** As if what is not read were as dense as what is. */
function objectsLeft(entity: EntityReach): number | null {
  if (entity.state === 'complete' || entity.state === 'failed') return 0;
  const covered = coveredOf(entity);
  if (covered === null || covered < minCovered) return null;
  return (entity.listed * (1 - covered)) / covered;
}

function timeFor(left: number | null, rate: number | null): number | null {
  if (left === null || rate === null) return null;
  if (left === 0) return 0;
  return rate === 0 ? null : Math.ceil(left / rate);
}

const sumOrNull = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
