import type { EnvironmentReader } from '../environment/reader.ts';
import { integer, optional, url } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';

export interface DatabaseConfig {
  readonly url: string;
  /** To the server itself: for what needs a session. */
  readonly directUrl: string;
  readonly maxConnections: number;
}

const databaseUrl = variable(
  'DATABASE_URL',
  url(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/database'),
  `The owner of its database, no superuser. It must be allowed to create roles at the first migration; otherwise an
administrator makes the two roles that the message names.`,
);

const databaseDirectUrl = variable(
  'DATABASE_DIRECT_URL',
  optional(url(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/database')),
  `The same database and owner without a pooler in transaction mode in between, for what needs a session: the migration, and
in the API the notifications of changed webhook secrets. Default: DATABASE_URL.`,
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

const readUrls = (reader: EnvironmentReader): Pick<DatabaseConfig, 'url' | 'directUrl'> => {
  const pooled = reader.read(databaseUrl);
  return { url: pooled, directUrl: reader.read(databaseDirectUrl) ?? pooled };
};

/** For a process that needs a session and nothing else. */
export const readDirectUrl = (reader: EnvironmentReader): string => readUrls(reader).directUrl;

export const readDatabase = (reader: EnvironmentReader): DatabaseConfig => ({
  ...readUrls(reader),
  maxConnections: reader.read(poolSize),
});

export const readWebhookConnections = (reader: EnvironmentReader): number => reader.read(webhookPoolSize);
