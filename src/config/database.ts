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
  url(['postgres:', 'postgresql:'], 'postgres://login:password@host:5432/database'),
  `The login of API and worker. It needs nothing but a password: \`npm run db:migrate\` lets it take the two roles that row-level
security binds, and connect. In development it may be the database's owner; \`npm run doctor\` says what it may and need not.`,
);

const databaseDirectUrl = variable(
  'DATABASE_DIRECT_URL',
  optional(url(['postgres:', 'postgresql:'], 'postgres://login:password@host:5432/database')),
  `The same database and login without a pooler in transaction mode in between, for what needs a session: in the API the
notifications of changed webhook secrets, and the migration if it has no URL of its own. Default: DATABASE_URL.`,
);

const ownerUrl = variable(
  'DATABASE_OWNER_URL',
  optional(url(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/database')),
  `The login of migrations: the owner of the database, no superuser, and no pooler in transaction mode in between. If it may not
create roles or grant them, the migration names the statements for an administrator. Default: DATABASE_DIRECT_URL, else
DATABASE_URL, which is enough for development.`,
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

const statementSeconds = variable(
  'API_STATEMENT_SECONDS',
  integer(10, 1, 600),
  `How long a statement of a request may take. Postgres ends it then, so that a slow one does not hold a connection that others
need; the request gets a 503.`,
);

const webhookStatementSeconds = variable(
  'WEBHOOK_STATEMENT_SECONDS',
  integer(8, 1, 600),
  'The same for webhooks. A provider is answered after 8 seconds at the latest, and sends the webhook again.',
);

/** The migration's. */
export interface MigrationConfig {
  readonly ownerUrl: string;
  /** Of the login that the migration prepares. */
  readonly url: string;
}

export function readMigration(reader: EnvironmentReader): MigrationConfig {
  const { url, directUrl } = readUrls(reader);
  return { ownerUrl: reader.read(ownerUrl) ?? directUrl, url };
}

const readUrls = (reader: EnvironmentReader): Pick<DatabaseConfig, 'url' | 'directUrl'> => {
  const pooled = reader.read(databaseUrl);
  return { url: pooled, directUrl: reader.read(databaseDirectUrl) ?? pooled };
};

export const readDatabase = (reader: EnvironmentReader): DatabaseConfig => ({
  ...readUrls(reader),
  maxConnections: reader.read(poolSize),
});

/** What the API needs beside its own connections: those for webhooks, and how long a statement of each may take. */
export interface ApiPools {
  readonly statementMs: number;
  readonly webhooks: { readonly maxConnections: number; readonly statementMs: number };
}

export const readApiPools = (reader: EnvironmentReader): ApiPools => ({
  statementMs: reader.read(statementSeconds) * 1_000,
  webhooks: {
    maxConnections: reader.read(webhookPoolSize),
    statementMs: reader.read(webhookStatementSeconds) * 1_000,
  },
});
