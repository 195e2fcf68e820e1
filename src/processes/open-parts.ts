import type { ProcessConfig } from '../config/config.ts';
import { openDatabase, type Database, type DatabaseOptions } from '../db/database.ts';
import { openProviders, type Providers } from '../providers/registry.ts';
import { createKeyring, type Keyring } from '../security/keyring.ts';
import type { DataKeys } from '../security/kms/data-keys.ts';
import type { Kms } from '../security/kms/kms.ts';
import type { Log } from '../telemetry/log.ts';
import { connectTemporal, type TemporalConnection } from '../temporal/connect.ts';
import { openGateway, type WorkflowGateway } from '../temporal/gateway.ts';
import { openSchedules, type ScheduleGateway } from '../temporal/schedules.ts';
import { ensureSearchAttributes } from '../temporal/search-attributes.ts';
import { openDataKeys, openKms } from './open-data-keys.ts';

/** What both processes are built of. */
export interface Parts {
  readonly db: Database;
  readonly temporal: TemporalConnection;
  readonly gateway: WorkflowGateway;
  readonly schedules: ScheduleGateway;
  readonly providers: Providers;
  readonly kms: Kms;
  readonly dataKeys: DataKeys;
  readonly keyring: Keyring;
  /** Makes Temporal's search attributes, without which no session can start. Throws while Temporal is down. */
  registerSearchAttributes(): Promise<void>;
  /** Closes all connections; never rejects. */
  close(): Promise<void>;
}

export interface PartsOptions {
  /** As Postgres lists the connections. */
  readonly applicationName: string;
  /** Both as for `openDatabase`. */
  readonly genericPlans?: boolean;
  readonly timeouts?: NonNullable<DatabaseOptions['timeouts']>;
}

/** Opens lazily: neither Postgres nor Temporal needs to be there. */
export function openParts(config: ProcessConfig, log: Log, options: PartsOptions): Parts {
  const { namespace, taskQueue } = config.temporal;
  const temporal = connectTemporal(config.temporal);
  const db = openDatabase({
    url: config.database.url,
    maxConnections: config.database.maxConnections,
    onIdleError: (err) => log.warn({ err }, 'an idle database connection ended'),
    ...options,
  });
  const kms = openKms(config);
  return {
    db,
    temporal,
    gateway: openGateway({ client: temporal.client, taskQueue }),
    schedules: openSchedules({ client: temporal.client, taskQueue }),
    providers: openProviders(config.providers),
    kms,
    dataKeys: openDataKeys(db, kms),
    keyring: createKeyring(config.credentialKeys),

    async registerSearchAttributes() {
      const outcome = await ensureSearchAttributes(temporal.connection, namespace);
      if (outcome.state === 'ready') return;
      log.warn(
        { wanted: outcome.wanted },
        'Temporal refuses to make search attributes: make them by hand, all of type Keyword',
      );
    },

    async close() {
      await Promise.allSettled([db.close(), temporal.connection.close()]);
    },
  };
}
