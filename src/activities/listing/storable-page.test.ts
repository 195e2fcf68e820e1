import { expect, test } from 'vitest';
import { SyncError } from '../../domain/sync-error.ts';
import type { ListedPage } from '../../providers/provider.ts';
import { rehearsed, writeStorable, type RefusedObject } from './storable-page.ts';

const ids = Array.from({ length: 100 }, (_, i) => `cus_${i}`);
const page: ListedPage = {
  same: false,
  json: JSON.stringify({ data: ids.map((id) => ({ id })) }),
  path: ['data'],
  digest: null,
  objects: ids.map((id) => ({ id, created: 1 })),
  next: null,
  snapshot: { from: 0, to: 1 },
};
/** Of a class that nobody has thought of. */
const unheardOf = () => new SyncError('internal', 'A database statement failed. (55000)');
const refusal = () => new SyncError('database_refused', 'The database refused a statement.');

/** Writes the page to a database of which `failureOf` says how its nth transaction ends. */
async function write(failureOf: (n: number, written: string) => SyncError | null) {
  let transactions = 0;
  const outcome: { written: string[]; refused: readonly RefusedObject[] } = { written: [], refused: [] };
  const take = async ({ json, path }: ListedPage) => {
    const failure = failureOf((transactions += 1), json);
    if (failure !== null) throw failure;
    const value = JSON.parse(json) as { id: string }[] | { data: { id: string }[] };
    return (path.length === 0 ? (value as { id: string }[]) : (value as { data: { id: string }[] }).data).map(
      ({ id }) => id,
    );
  };
  await writeStorable(
    page,
    async (some) => {
      await take(some);
      throw rehearsed;
    },
    async (storable, refused) => {
      Object.assign(outcome, { written: await take(storable), refused });
    },
  );
  return outcome;
}

test.each([1, 2, 7, 40, 150])(
  'a database that fails %i times for a reason of its own loses no object',
  async (times) => {
    const outcome = await write((n) => (n <= times ? unheardOf() : null));
    expect(outcome).toEqual({ written: ids, refused: [] });
  },
);

test('one that fails whatever is written is away, and no object is to blame', async () => {
  await expect(write(unheardOf)).rejects.toMatchObject({ code: 'database_unavailable', retryable: true });
});

test.each([refusal, unheardOf])(
  'an object that always fails is left out, and only that: %s',
  async (fails) => {
    const outcome = await write((_, json) => (/"cus_(7|93)"/.test(json) ? fails() : null));
    expect(outcome.refused.map(({ externalId }) => externalId)).toEqual(['cus_7', 'cus_93']);
    expect(outcome.written).toEqual(ids.filter((id) => id !== 'cus_7' && id !== 'cus_93'));
  },
);
