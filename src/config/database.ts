import type { EnvironmentReader } from '../environment/reader.ts';
import { integer, url } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';

export interface DatabaseConfig {
  readonly url: string;
  readonly maxConnections: number;
}

const databaseUrl = variable(
  'DATABASE_URL',
  url(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/database'),
  `The owner of its database, no superuser. It must be allowed to create roles at the first migration; otherwise an
administrator makes the two roles that the message names.`,
);

const poolSize = variable(
  'DATABASE_POOL_SIZE',
  integer(10, 1, 1000),
  'Connections that a process keeps open at most.',
);

const webhookPoolSize = variable(
  'WEBHOOK_POOL_SIZE',
  integer(4, 1, 1000),
  'Connections beside those that an API process keeps open for taking webhooks in, so that no other request delays them.',
);

export const readDatabaseUrl = (reader: EnvironmentReader): string => reader.read(databaseUrl);

export const readDatabase = (reader: EnvironmentReader): DatabaseConfig => ({
  url: readDatabaseUrl(reader),
  maxConnections: reader.read(poolSize),
});

export const readWebhookConnections = (reader: EnvironmentReader): number => reader.read(webhookPoolSize);
