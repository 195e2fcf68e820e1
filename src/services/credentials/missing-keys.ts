import type { Database } from '../../db/database.ts';
import type { Kms } from '../../security/kms/kms.ts';

/** The ids of master keys that wrapped data keys and that are not there, with the number of those. Throws as the database does. */
export async function missingKeys(
  db: Pick<Database, 'asSystem'>,
  { keyIds }: Pick<Kms, 'keyIds'>,
): Promise<Map<string, number>> {
  const wrapped = await db.asSystem('count data keys by master key', ({ wrappedDataKeys }) =>
    wrappedDataKeys.byMasterKey(),
  );
  return new Map([...wrapped].filter(([id]) => !keyIds.has(id)));
}
