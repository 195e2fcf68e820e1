import { Client } from 'pg';
import { inject } from 'vitest';
import type { Deployment } from '../deployment.ts';

/** Everything that is stored, a row a line, with its table. Bytes are hexadecimal. */
export async function storedRows({ service }: Deployment): Promise<{ table: string; row: string }[]> {
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(service.env['DATABASE_URL']!).pathname;
  const superuser = new Client({ connectionString: url.href });
  await superuser.connect();
  try {
    const { rows: tables } = await superuser.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const found: { table: string; row: string }[] = [];
    for (const { name } of tables) {
      const { rows } = await superuser.query<{ row: string }>(`select t::text as row from ${name} t`);
      found.push(...rows.map(({ row }) => ({ table: name, row })));
    }
    return found;
  } finally {
    await superuser.end();
  }
}

/** Every history of the service, with its payloads decoded. */
export async function histories({ service }: Deployment): Promise<string[]> {
  const { client } = service.temporal;
  const found: string[] = [];
  const query = `TaskQueue = "${service.env['TEMPORAL_TASK_QUEUE']}"`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    found.push(
      JSON.stringify(history, (key, value: unknown) => {
        if (value instanceof Uint8Array) return Buffer.from(value).toString();
        return key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value;
      }),
    );
  }
  return found;
}
