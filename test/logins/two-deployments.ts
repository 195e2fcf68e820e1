import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { PostgresMajor } from '../../dev/stack/postgres-binaries.ts';
import { startPostgres } from '../../dev/stack/postgres.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { readLogin, type Login } from '../../src/db/logins/read-login.ts';
import { migrate } from '../../src/db/migrate.ts';
import { withConnection } from '../../src/db/with-connection.ts';
import { SyncError } from '../../src/domain/sync-error.ts';

/** A database with two logins on a server that another one shares. */
export interface DeploymentLogins {
  readonly ownerUrl: string;
  readonly loginUrl: string;
  /** As API and worker open it. */
  readonly db: Database;
  /** The messages of migrations that asked for an administrator. */
  readonly asked: readonly string[];
}

export interface TwoDeployments {
  readonly staging: DeploymentLogins;
  readonly production: DeploymentLogins;
  /** In staging's database. */
  readonly asSuperuser: Client;
  stop(): Promise<void>;
}

/** On a server of their own, of which nobody else makes databases. Staging's owner may make roles, production's may not. */
export async function startTwoDeployments(major: PostgresMajor): Promise<TwoDeployments> {
  const { adminUrl, databaseUrl, stop } = await startPostgres({ persistent: false, major });
  const inStaging = Object.assign(new URL(adminUrl), { pathname: new URL(databaseUrl).pathname });
  const asSuperuser = new Client({ connectionString: inStaging.href });
  const opened: Database[] = [];
  await asSuperuser.connect();

  /** Made as people make it, who leave out `noinherit`. */
  async function login(name: string): Promise<string> {
    const password = randomUUID();
    await asSuperuser.query(`create role ${name} login password '${password}'`);
    return Object.assign(new URL(databaseUrl), { username: name, password }).href;
  }

  async function deploy(ownerUrl: string, name: string): Promise<DeploymentLogins> {
    const loginUrl = new URL(await login(`${name}_login`));
    loginUrl.pathname = new URL(ownerUrl).pathname;
    const asked: string[] = [];
    // Each message has what the administrator is to run; then the migration goes on.
    for (;;) {
      try {
        await migrate(ownerUrl, loginUrl.href);
        break;
      } catch (error) {
        if (!(error instanceof SyncError) || asked.length > 2) throw error;
        asked.push(error.message);
        await asSuperuser.query(/then migrate again: (.*)$/.exec(error.message)![1]!);
      }
    }
    const db = openDatabase({ url: loginUrl.href, maxConnections: 2, applicationName: 'test' });
    opened.push(db);
    return { ownerUrl, loginUrl: loginUrl.href, db, asked };
  }

  const staging = await deploy(databaseUrl, 'staging');
  const owner = new URL(await login('production_owner'));
  owner.pathname = 'production';
  await asSuperuser.query('create database production owner production_owner');
  return {
    staging,
    production: await deploy(owner.href, 'production'),
    asSuperuser,
    async stop() {
      await Promise.allSettled(opened.map((db) => db.close()));
      await asSuperuser.end();
      await stop(true);
    },
  };
}

export const loginOf = (url: string): Promise<Login> => withConnection(url, readLogin);
