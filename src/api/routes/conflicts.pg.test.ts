import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeConflict } from '../../../test/support/pages/conflict.ts';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { standardEntityTypes, type EntityType } from '../../domain/entities/entities.ts';
import { entityId as rowId, type WorkspaceId } from '../../domain/ids.ts';

let api: TestApi;
let workspace: WorkspaceId;
let at: string;
let operator: string;

const provider = 'stripe';

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  workspace = await api.workspace();
  at = `/api/v1/workspaces/${workspace}`;
  operator = await api.key(workspace, 'operator');
});
afterAll(() => api.stop());

const object = (id: string, fields: object = {}) => ({
  id,
  created: 1_700_000_000,
  livemode: true,
  ...fields,
});

const conflict = (entity: EntityType, id: string, fields: object = {}) =>
  makeConflict(api.db, workspace, entity, id, fields);

const list = (query = '') => api.request('GET', `${at}/conflicts${query}`, { key: operator });
const resolve = (id: string, body: object, key = operator) =>
  api.request('POST', `${at}/conflicts/${id}/resolve`, { key, body });
const namesOf = (conflicts: { entity_type: string; external_id: string }[]) =>
  conflicts.map(({ entity_type, external_id }) => `${entity_type} ${external_id}`);

describe('the list of conflicts', () => {
  it('ends a page early if its objects have 4 MiB, and leaves none out', async () => {
    const big = { pad: 'x'.repeat(1_500_000) };
    const ids = ['customers', 'customers', 'prices', 'prices', 'prices'] as const;
    for (const [n, entity] of ids.entries()) await conflict(entity, `big_${n}`, big);
    const pages: number[] = [];
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { conflicts, next_cursor } = (await list(`?limit=100${cursor}`)).body;
      pages.push(conflicts.length);
      seen.push(...namesOf(conflicts));
      if (next_cursor === null) break;
      cursor = `&cursor=${next_cursor}`;
    }
    expect(pages).toEqual([3, 2]);
    expect(seen.toSorted()).toEqual(ids.map((entity, n) => `${entity} big_${n}`).toSorted());
  });

  it('shows both versions of each', async () => {
    const { id, version } = await conflict('customers', 'cus_1');
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(body).toEqual({
      conflicts: [
        {
          id,
          entity_type: 'customers',
          payment_provider: 'stripe',
          external_id: 'cus_1',
          version,
          differences: expect.arrayContaining([
            { column: 'livemode', local: false, provider: true },
            { column: 'name', local: 'upstream 1000', provider: 'upstream 5000' },
          ]),
          deleted_locally: false,
          provider_data: object('cus_1', { active: false, name: 'upstream 5000', status: 'upstream 5000' }),
          updated_at: expect.any(String),
        },
      ],
      next_cursor: null,
    });
  });

  it('has each once, at any page size, and only one entity if asked', async () => {
    for (const entity of standardEntityTypes)
      for (const number of [1, 2, 3]) await conflict(entity, `x_${number}`);
    const whole = namesOf((await list('?limit=100')).body.conflicts);
    expect(whole).toHaveLength(12);
    for (const limit of [1, 2, 3, 5]) {
      const listed: string[] = [];
      for (let cursor = ''; ;) {
        const { conflicts, next_cursor } = (await list(`?limit=${limit}${cursor}`)).body;
        listed.push(...namesOf(conflicts));
        if (next_cursor === null) break;
        cursor = `&cursor=${next_cursor}`;
      }
      expect(listed).toEqual(whole);
    }
    const prices = await list('?entity_type=prices&limit=2');
    expect(namesOf(prices.body.conflicts)).toEqual(['prices x_3', 'prices x_2']);
    const rest = await list(`?entity_type=prices&limit=2&cursor=${prices.body.next_cursor}`);
    expect(namesOf(rest.body.conflicts)).toEqual(['prices x_1']);
    expect((await list('?cursor=nonsense')).status).toBe(400);
    expect((await list('?entity_type=unicorns')).status).toBe(400);
  });

  it('has rows that were deleted here and changed at the provider', async () => {
    const { id, version } = await conflict('products', 'prod_1');
    await api.db.inWorkspace(workspace, (ws) => ws.products.delete(rowId(id), version));
    expect((await list()).body.conflicts).toMatchObject([
      { id, version: version + 1, deleted_locally: true },
    ]);
    const answer = await resolve(id, { entity_type: 'products', keep: 'provider', version: version + 1 });
    expect(answer).toMatchObject({ status: 200, body: { payment_sync_status: 'synced' } });
    const row = await api.db.inWorkspace(workspace, (ws) => ws.products.get(rowId(id)));
    expect(row).toMatchObject({ deletedAt: null, name: 'upstream 5000', active: false });
  });
});

describe.each(standardEntityTypes)('a conflict of %s', (entity) => {
  const row = async (id: string) =>
    await api.db.inWorkspace(workspace, async (ws) => await ws[entity].get(rowId(id)));

  it("is resolved to the provider's version: read anew from its object", async () => {
    const { id, version } = await conflict(entity, 'x_1');
    const answer = await resolve(id, { entity_type: entity, keep: 'provider', version });
    expect(answer).toMatchObject({
      status: 200,
      body: { id, entity_type: entity, external_id: 'x_1', kept: 'provider', payment_sync_status: 'synced' },
    });
    expect(answer.body).toMatchObject({
      version: version + 1,
      columns: expect.arrayContaining(['livemode']),
    });
    expect(await row(id)).toMatchObject({ livemode: true, source: 'fetch', paymentSyncStatus: 'synced' });
    expect((await list()).body.conflicts).toEqual([]);
  });

  it('is resolved to the local version: it waits for the provider', async () => {
    const { id, version } = await conflict(entity, 'x_1');
    const answer = await resolve(id, { entity_type: entity, keep: 'local', version });
    expect(answer).toMatchObject({ status: 200, body: { kept: 'local', payment_sync_status: 'pending' } });
    expect(await row(id)).toMatchObject({
      livemode: false,
      source: 'local',
      paymentSyncStatus: 'pending',
      paymentSyncVersion: version + 1,
    });
  });
});

describe('a decision', () => {
  it('leaves a sync event and a line in the audit log', async () => {
    const { id, version } = await conflict('customers', 'cus_1');
    await resolve(id, { entity_type: 'customers', keep: 'local', version });
    const { events, audit } = await api.db.inWorkspace(workspace, async (ws) => ({
      events: await ws.journal.listByExternalId('cus_1', { limit: 1 }),
      audit: await ws.auditLog.list({ limit: 1 }),
    }));
    expect(events).toMatchObject([
      {
        eventType: 'entity_conflict',
        entityId: id,
        eventDetails: {
          resolved: true,
          kept: 'local',
          columns: expect.arrayContaining(['livemode', 'name']),
        },
      },
    ]);
    expect(audit).toMatchObject([
      {
        action: 'conflict.resolved',
        target: 'customers:cus_1',
        actor: expect.stringMatching(/^api_key:/),
        details: { kept: 'local', version, columns: expect.arrayContaining(['livemode', 'name']) },
      },
    ]);
  });

  it('about an old version is refused, with the present one', async () => {
    const { id, version } = await conflict('customers', 'cus_1');
    await api.db.inWorkspace(workspace, (ws) => ws.customers.update(rowId(id), version, { name: 'Again' }));
    const stale = await resolve(id, { entity_type: 'customers', keep: 'provider', version });
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'version_mismatch', details: { version: version + 1 } },
    });
    expect(await api.db.inWorkspace(workspace, (ws) => ws.auditLog.list({ limit: 1 }))).toEqual([]);
  });

  it('is made once if two arrive at the same time', async () => {
    const { id, version } = await conflict('customers', 'cus_1');
    const answers = await Promise.all(
      ['local', 'provider'].map((keep) => resolve(id, { entity_type: 'customers', keep, version })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('about a row in no conflict, or of which the provider has no version, is refused', async () => {
    const { id, version } = await conflict('customers', 'cus_1');
    await resolve(id, { entity_type: 'customers', keep: 'provider', version });
    const again = await resolve(id, { entity_type: 'customers', keep: 'local', version: version + 1 });
    expect(again).toMatchObject({ status: 409, body: { code: 'not_in_conflict' } });
    const made = await api.db.inWorkspace(workspace, (ws) =>
      ws.products.createWithSync(
        { paymentProvider: provider, externalId: 'prod_1' },
        { status: 'conflict', source: 'local' },
      ),
    );
    const id2 = made.outcome === 'written' ? made.row.id : '';
    const none = await resolve(id2, { entity_type: 'products', keep: 'provider', version: 1 });
    expect(none).toMatchObject({ status: 409, body: { code: 'not_in_conflict' } });
  });

  it('is refused for missing rows, for viewers, and for bodies with missing or unknown fields', async () => {
    const { id, version } = await conflict('customers', 'cus_1');
    const body = { entity_type: 'customers', keep: 'local', version };
    expect((await resolve(randomUUID(), body)).status).toBe(404);
    expect((await resolve(id, { ...body, entity_type: 'products' })).status).toBe(404);
    expect((await resolve(id, body, await api.key(workspace, 'viewer'))).status).toBe(403);
    for (const wrong of [{ keep: 'mine' }, { version: 0 }, { entity_type: 'unicorns' }, { force: true }]) {
      expect((await resolve(id, { ...body, ...wrong })).status).toBe(400);
    }
  });
});
