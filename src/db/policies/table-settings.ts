import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ownersFunctions } from '../inbox/partitions.ts';
import { appRole, systemRole } from '../roles.ts';
import { exceptions, type Privilege, type TableTrigger } from './exceptions.ts';

/** The settings of a table that drizzle-kit does not know. */
export interface Setting {
  /** As read-settings.ts reads it from Postgres's catalogue, letter by letter. */
  readonly fact: string;
  /** The SQL that makes it so. */
  readonly statement: string;
}

/** Whatever writes an entity's table, by whichever statement, is counted. */
const countTriggers: readonly TableTrigger[] = [
  ['count_inserted', 'AFTER INSERT', 'REFERENCING NEW TABLE AS new_rows'],
  ['count_updated', 'AFTER UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'],
  ['count_deleted', 'AFTER DELETE', 'REFERENCING OLD TABLE AS old_rows'],
].map(([name, event, transition]) => ({
  name: name!,
  event: event!,
  scope: `${transition} FOR EACH STATEMENT`,
  calls: 'payment_sync_count',
}));

/** The functions whose triggers are set here and nowhere else. */
export const triggerFunctions = [
  ...new Set([...countTriggers, ...Object.values(exceptions).flatMap(({ triggers = [] }) => triggers)]),
].map(({ calls }) => calls);

/**
 * All settings of a table, by its columns. One with `workspace_id` belongs to workspaces: the application's role sees the
 * one that its transaction names, the owner sees nothing. One with `provider_data` is an entity's.
 */
export function tableSettings(table: PgTable): Setting[] {
  const name = getTableName(table);
  const columns = new Set(Object.values(getTableColumns(table)).map((column) => column.name));
  const exception = exceptions[name] ?? {};
  const { workspaceKey = columns.has('workspace_id') ? 'workspace_id' : undefined } = exception;
  const entity = columns.has('provider_data');
  return [
    rowSecurity(name),
    ...(workspaceKey === undefined ? [] : appSettings(name, workspaceKey, exception.app)),
    ...systemSettings(name, exception.system ?? {}),
    ...(columns.has('workspace_id') ? [noStatistics(name)] : []),
    ...(entity ? [storedExternal(name)] : []),
    ...[...(entity ? countTriggers : []), ...(exception.triggers ?? [])].map((trigger) =>
      triggerOf(name, trigger),
    ),
  ];
}

/**
 * The settings of a partition. Its own row-level security applies to statements that name it instead of its table, and has
 * no policy, so it shows no row: the application reaches rows through the table, by the table's policy.
 */
export const partitionSettings = (name: string): Setting[] => [rowSecurity(name), noStatistics(name)];

export const schemaSettings: readonly Setting[] = [
  ...[appRole, systemRole].map((role) => ({
    fact: `schema: ${role} may use it`,
    statement: `grant usage on schema public to ${role}`,
  })),
  ...ownersFunctions.flatMap((name) => [
    { fact: `${name}: not for everybody`, statement: `revoke all on function ${name} from public` },
    {
      fact: `${name}: ${systemRole} may execute`,
      statement: `grant execute on function ${name} to ${systemRole}`,
    },
  ]),
  // Whoever may connect may see which migrations were applied: a process asks before it takes a role.
  { fact: 'schema drizzle: everybody may use it', statement: 'grant usage on schema drizzle to public' },
  {
    fact: 'drizzle.__drizzle_migrations: everybody may select',
    statement: 'grant select on drizzle.__drizzle_migrations to public',
  },
];

const rowSecurity = (name: string): Setting => ({
  fact: `${name}: row-level security, forced`,
  statement: `alter table ${name} enable row level security; alter table ${name} force row level security`,
});

/**
 * Plans every workspace as an average one. With statistics of workspace_id, a workspace that they do not list yet (each
 * one's first sync) counts as one row: all indexes look alike then, and asking for one customer read the whole workspace
 * through another index (measured: 5,300 pages instead of 6 for 20,000 rows). Without them Postgres assumes a
 * two-hundredth of the table for each.
 */
const noStatistics = (name: string): Setting => ({
  fact: `${name}: no statistics of workspace_id`,
  statement: `alter table ${name} alter column workspace_id set statistics 0`,
});

/**
 * pglz is a third of the cost of storing a subscription (without it 6,500 rows/s become 8,200 to 9,300, at 1.8 times the
 * disk). If the server has lz4, `alter column provider_data set compression lz4, set storage extended` has both.
 */
const storedExternal = (name: string): Setting => ({
  fact: `${name}: provider_data stored external`,
  statement: `alter table ${name} alter column provider_data set storage external`,
});

function triggerOf(table: string, { name, event, scope, calls }: TableTrigger): Setting {
  const rest = `${name} ${event} ON ${table} ${scope} EXECUTE FUNCTION ${calls}()`;
  return { fact: `${table}: CREATE TRIGGER ${rest}`, statement: `CREATE OR REPLACE TRIGGER ${rest}` };
}

const allPrivileges: readonly Privilege[] = ['select', 'insert', 'update', 'delete'];

function appSettings(table: string, key: string, privileges = allPrivileges): Setting[] {
  const own = `(${key} = ( SELECT payment_sync_workspace() AS payment_sync_workspace))`;
  return [
    policy(table, 'workspace', appRole, { command: 'all', using: own, check: own }),
    ...privileges.map((privilege) => grant(table, privilege, appRole)),
  ];
}

/** The system role has a policy for each command that it is granted, and for no other. */
function systemSettings(
  table: string,
  granted: Partial<Record<Privilege, 'rows' | readonly string[]>>,
): Setting[] {
  return allPrivileges.flatMap((command) => {
    const what = granted[command];
    if (what === undefined) return [];
    const condition = {
      command,
      ...(command !== 'insert' && { using: 'true' }),
      ...((command === 'insert' || command === 'update') && { check: 'true' }),
    };
    const grants =
      what === 'rows'
        ? [grant(table, command, systemRole)]
        : what.map((column) => grant(table, command, systemRole, column));
    return [policy(table, `system_${command}`, systemRole, condition), ...grants];
  });
}

function policy(
  table: string,
  name: string,
  role: string,
  { command, using, check }: { command: Privilege | 'all'; using?: string; check?: string },
): Setting {
  const conditions = [using && ` using (${using})`, check && ` with check (${check})`].join('');
  return {
    fact: `${table}: policy ${name} for ${command} to ${role}${conditions}`,
    statement: `create policy ${name} on ${table} for ${command} to ${role}${conditions}`,
  };
}

const grant = (table: string, privilege: Privilege, role: string, column?: string): Setting => ({
  fact: `${table}: ${role} may ${privilege}${column === undefined ? '' : ` ${column}`}`,
  statement: `grant ${privilege}${column === undefined ? '' : ` (${column})`} on ${table} to ${role}`,
});
