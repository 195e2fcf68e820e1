import type { Database } from '../db/database.ts';
import type { Quotas } from '../domain/limits/quotas.ts';
import type { Providers } from '../providers/registry.ts';
import type { Keyring } from '../security/keyring.ts';
import type { DataKeys } from '../security/kms/data-keys.ts';
import type { Kms } from '../security/kms/kms.ts';
import type { Log } from '../telemetry/log.ts';
import type { WorkflowGateway } from '../temporal/gateway.ts';
import type { ScheduleGateway } from '../temporal/schedules.ts';

/** The dependencies of the use-cases; each takes the part that it needs. */
export interface ServiceDeps {
  readonly db: Database;
  readonly gateway: WorkflowGateway;
  readonly schedules: ScheduleGateway;
  readonly providers: Providers;
  readonly kms: Kms;
  /** Seal what is stored. */
  readonly dataKeys: DataKeys;
  /** Seals what browsers keep. */
  readonly keyring: Keyring;
  readonly log: Log;
  readonly config: {
    /** The URL at which providers reach the API, without a slash at its end. */
    readonly publicBaseUrl: string;
    /** Whether this machine may be told what happened, also by http. */
    readonly loopbackReceivers: boolean;
    /** Of workspaces that have none of their own. */
    readonly quotas: Quotas;
  };
}
