import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';

/** A login as API and worker have it in production: no owner. */
export interface TestLogin {
  readonly name: string;
  readonly url: string;
  asSuperuser(statement: string): Promise<void>;
  /** Drops the login, before its database. */
  drop(): Promise<void>;
}

/** On a migrated database, by its next migration. */
export async function createLogin(database: { readonly url: string }): Promise<TestLogin> {
  const [name, password] = [`login_${randomUUID().replaceAll('-', '')}`, randomUUID()];
  const url = Object.assign(new URL(database.url), { username: name, password }).href;
  const asSuperuser = async (statement: string) => {
    const inDatabase = Object.assign(new URL(inject('postgres').adminUrl), {
      pathname: new URL(url).pathname,
    });
    const admin = new Client({ connectionString: inDatabase.href });
    await admin.connect();
    try {
      await admin.query(statement);
    } finally {
      await admin.end();
    }
  };
  await asSuperuser(`create role ${name} login password '${password}'`);
  await migrate(database.url, url);
  return {
    name,
    url,
    asSuperuser,
    drop: () => asSuperuser(`drop owned by ${name}; drop role ${name}`),
  };
}
