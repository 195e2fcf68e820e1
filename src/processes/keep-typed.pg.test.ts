import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { workspaceTest as it } from '../../test/support/workspace-test.ts';
import type { Database } from '../db/database.ts';
import type { ProviderMapping } from '../db/copies/entity-mappings.ts';
import { digestOfMapping } from '../db/copies/typed-columns.ts';
import type { ObjectBatch } from '../db/copies/upsert-newer.ts';
import type { EntityMapping } from '../domain/entities/mapping.ts';
import { stripeEntities } from '../providers/stripe/stripe-entities.ts';
import { createLog } from '../telemetry/log.ts';
import { keepTyped } from './keep-typed.ts';

const log = createLog({ level: 'silent', format: 'json', name: 'test' });
const earlier: EntityMapping = {
  entityType: 'customers',
  id: 'id',
  created: 'created',
  livemode: 'livemode',
  columns: { email: 'email', name: 'name', phone: null },
};
/** A later release: one column more, and one that is read from another field. */
const later: EntityMapping = {
  ...earlier,
  columns: { email: 'contact.email', name: 'name', phone: 'phone' },
};

const customer = (nth: number) => ({
  id: `cus_${nth}`,
  created: nth,
  livemode: true,
  email: 'old@example.com',
  name: `Customer ${nth}`,
  phone: `+${nth}`,
  contact: { email: `new${nth}@example.com` },
});

/** Runs a worker's comparison until `done`. */
async function run(db: Database, mapping: EntityMapping, done: () => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const ended = keepTyped(
    { db, log, providers: { stripe: { name: 'stripe', entities: { customers: { mapping } } as never } } },
    stopping.signal,
  );
  await done().finally(() => stopping.abort());
  await ended;
}

const batchOf = (objects: readonly object[]): ObjectBatch => ({
  json: JSON.stringify(objects),
  path: [],
  snapshot,
  source: 'list',
  sessionId: null,
  conflictPolicy: 'provider_wins',
});
const snapshot = { from: 1_000, to: 2_000 };

it('rows that exist get what a later mapping reads: with their version, unless the platform has changed them', async ({
  db,
  inWorkspace,
}) => {
  const objects = Array.from({ length: 2_300 }, (_, nth) => customer(nth));
  await inWorkspace((ws) => ws.copies.upsertNewer('stripe', earlier, batchOf(objects)));
  const local = await inWorkspace(async (ws) => {
    const later = { from: snapshot.to, to: snapshot.to };
    await ws.copies.markDeleted(
      'stripe',
      earlier,
      [{ externalId: 'cus_3', snapshot: later, eventAt: null }],
      {
        source: 'fetch',
        sessionId: null,
      },
    );
    const row = await ws.customers.getByExternalId('stripe', 'cus_7');
    const written = await ws.customers.update(row!.id, row!.paymentSyncVersion, { name: 'Changed here' });
    expect(written.outcome).toBe('written');
    return await ws.customers.getByExternalId('stripe', 'cus_7');
  });
  const customers = () =>
    inWorkspace(async (ws) => {
      const rows = await ws.customers.list({ limit: 1_000, includeDeleted: true });
      for (;;) {
        const more = await ws.customers.list({ limit: 1_000, includeDeleted: true, after: rows.at(-1)! });
        if (more.length === 0) return new Map(rows.map((row) => [row.externalId, row]));
        rows.push(...more);
      }
    });
  const before = await customers();
  expect(before.get('cus_2299')).toMatchObject({ phone: null, email: 'old@example.com' });

  await run(db, later, async () => {
    await expect
      .poll(async () => (await customers()).get('cus_2299')?.phone, { timeout: 20_000 })
      .toBe('+2299');
    await expect
      .poll(async () => [...(await customers()).values()].filter(({ phone }) => phone === null).length, {
        timeout: 20_000,
      })
      .toBe(1);
  });
  const after = await customers();
  expect(after.get('cus_7')).toEqual(local);
  for (const { id, contact, phone } of objects.filter(({ id }) => id !== 'cus_7')) {
    const { updatedAt: _before, ...row } = before.get(id)!;
    const { updatedAt: _after, ...typed } = after.get(id)!;
    expect(typed).toEqual({ ...row, email: contact.email, phone });
  }
});

it('of two releases that run at once only the later re-reads rows, and once more when the earlier has ended', async ({
  db,
  inWorkspace,
  superuser,
}) => {
  await inWorkspace((ws) => ws.copies.upsertNewer('stripe', earlier, batchOf([customer(1)])));
  const old: ProviderMapping[] = [{ provider: 'stripe', mapping: earlier }];
  const recent: ProviderMapping[] = [{ provider: 'stripe', mapping: later }];
  const register = (mappings: ProviderMapping[]) =>
    db.asSystem('keep typed columns', (system) => system.entityMappings.register(mappings));
  const holder = randomUUID();
  /** Whether a pass was due; it is ended at once. */
  const passed = (mappings: ProviderMapping[]) =>
    db.asSystem('keep typed columns', async ({ entityMappings }) => {
      const taken = await entityMappings.take(mappings, holder);
      for (const pass of taken) expect(await entityMappings.reach(pass, holder, null)).toBe(true);
      return taken.length > 0;
    });
  /** Moves a moment of a mapping's into the past. */
  const ago = (column: 'seen_at' | 'pass_began_at', mapping: EntityMapping, minutes: number) =>
    superuser.query(
      `update entity_mappings set ${column} = now() - make_interval(mins => $1) where digest = $2`,
      [minutes, digestOfMapping(mapping)],
    );
  await superuser.query('delete from entity_mappings');

  await register(old);
  expect(await passed(old)).toBe(true);
  await register(recent);
  expect(await passed(recent)).toBe(true);
  for (let minute = 0; minute < 3; minute += 1) {
    await register(old);
    await register(recent);
    expect([await passed(old), await passed(recent)]).toEqual([false, false]);
  }
  // The earlier release's worker ended four minutes ago, after it had written rows beside the later one's pass.
  await ago('pass_began_at', later, 10);
  await ago('seen_at', earlier, 4);
  expect([await passed(recent), await passed(recent)]).toEqual([true, false]);
  // The later release is taken back.
  await ago('seen_at', later, 11);
  await register(old);
  expect([await passed(recent), await passed(old), await passed(old)]).toEqual([false, true, false]);
});

it('a pass that a worker leaves is held for a minute, and resumed where it was', async ({
  db,
  inWorkspace,
  superuser,
  workspace,
}) => {
  await inWorkspace((ws) => ws.copies.upsertNewer('stripe', earlier, batchOf([customer(1)])));
  await superuser.query('delete from entity_mappings');
  const mappings: ProviderMapping[] = [{ provider: 'stripe', mapping: earlier }];
  const ask = <T>(work: Parameters<typeof db.asSystem<T>>[1]) => db.asSystem('keep typed columns', work);
  await ask(({ entityMappings }) => entityMappings.register(mappings));
  const [first, second] = [randomUUID(), randomUUID()];
  const [taken] = await ask(({ entityMappings }) => entityMappings.take(mappings, first));
  const position = { workspace, row: randomUUID() as never };
  expect(await ask(({ entityMappings }) => entityMappings.reach(taken!, first, position))).toBe(true);
  expect(await ask(({ entityMappings }) => entityMappings.take(mappings, second))).toEqual([]);
  await superuser.query(`update entity_mappings set held_until = now() - interval '1 second'`);
  expect(await ask(({ entityMappings }) => entityMappings.take(mappings, second))).toMatchObject([
    { position },
  ]);
  expect(await ask(({ entityMappings }) => entityMappings.reach(taken!, first, null))).toBe(false);
});

it('an entity without rows needs no pass, and has had it', async ({ db, superuser }) => {
  const { mapping } = stripeEntities.coupons;
  const mappings: ProviderMapping[] = [{ provider: 'stripe', mapping }];
  const taken = await db.asSystem('keep typed columns', async ({ entityMappings }) => {
    await entityMappings.register(mappings);
    return await entityMappings.take(mappings, randomUUID());
  });
  expect(taken).toEqual([]);
  const { rows } = await superuser.query(
    `select pass_ended_at is not null as ended, held_until from entity_mappings where digest = $1`,
    [digestOfMapping(mapping)],
  );
  expect(rows).toEqual([{ ended: true, held_until: null }]);
});
