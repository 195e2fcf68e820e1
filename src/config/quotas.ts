import type { Quotas } from '../domain/limits/quotas.ts';
import type { EnvironmentReader } from '../environment/reader.ts';
import { optionalInteger } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';

const own = 'Default: none. A workspace can have a quota of its own (`PATCH …/quotas`).';

const quotas = {
  readers: variable(
    'QUOTA_READERS',
    optionalInteger(1, 10),
    `Readers of one listing at a time that a workspace may have; a start that asks for more gets a 422. ${own}`,
  ),
  syncsPerDay: variable(
    'QUOTA_SYNCS_PER_DAY',
    optionalInteger(1, 1_000_000),
    `Full and incremental syncs that may begin for a workspace on one day (UTC); others get a 429, and schedules skip their run. ${own}`,
  ),
  rows: variable(
    'QUOTA_ROWS',
    optionalInteger(1, 1_000_000_000_000),
    `Rows that a workspace may have. Above it syncs do not start (422) or end with that reason; webhooks are applied. ${own}`,
  ),
  storedBytes: variable(
    'QUOTA_STORED_BYTES',
    optionalInteger(1, Number.MAX_SAFE_INTEGER),
    `Bytes of objects and events that a workspace may have, by an estimate. Above it syncs do not start (422) and webhooks get a 429, so
that the provider sends them again. ${own}`,
  ),
  waitingEvents: variable(
    'QUOTA_WAITING_EVENTS',
    optionalInteger(1, 1_000_000_000),
    `Received events of a workspace that may wait to be applied. Above it webhooks get a 429, so that the provider sends them again. ${own}`,
  ),
};

/** The quotas of workspaces that have none of their own. */
export const readQuotas = (reader: EnvironmentReader): Quotas => {
  const { readers, syncsPerDay, rows, storedBytes, waitingEvents } = reader.readAll(quotas);
  return {
    readers: readers ?? null,
    syncsPerDay: syncsPerDay ?? null,
    rows: rows ?? null,
    storedBytes: storedBytes ?? null,
    waitingEvents: waitingEvents ?? null,
  };
};
