/** The platform's keys and the ids of its application, by mode: `live` is true. */
export type ByMode = ReadonlyMap<boolean, string>;

const keyForm = /^[sr]k_(live|test)_[\x21-\x7e]{4,}$/;
const clientForm = /^(live|test):(ca_\w+)$/;

const entriesOf = (text: string): string[] => text.split(',').map((entry) => entry.trim());

/** The faults name an entry by its position and show none of it. */
const fault = (position: number, what: string) => new TypeError(`entry ${position + 1} ${what}`);

function byMode(entries: readonly (readonly [mode: string | undefined, value: string])[]): ByMode {
  const found = new Map<boolean, string>();
  for (const [position, [mode, value]] of entries.entries()) {
    if (mode === undefined) throw fault(position, 'is not of this form');
    if (found.has(mode === 'live')) throw fault(position, 'is of the same mode as another');
    found.set(mode === 'live', value);
  }
  return found;
}

/** `sk_live_…,sk_test_…`: at most one a mode. Throws `TypeError`, which shows no key. */
export const parsePlatformKeys = (text: string): ByMode =>
  byMode(entriesOf(text).map((entry) => [keyForm.exec(entry)?.[1], entry]));

/** `live:ca_…,test:ca_…`: Stripe has an id a mode. Throws `TypeError`. */
export const parseClientIds = (text: string): ByMode =>
  byMode(
    entriesOf(text).map((entry) => {
      const [, mode, id = ''] = clientForm.exec(entry) ?? [];
      return [mode, id];
    }),
  );

/** `whsec_…,whsec_…`: of the endpoints of both modes, and two of one while it is rolled. Throws `TypeError`. */
export function parseEndpointSecrets(text: string): readonly string[] {
  const secrets = entriesOf(text);
  for (const [position, secret] of secrets.entries())
    if (!/^[\x21-\x7e]{16,}$/.test(secret)) throw fault(position, 'is no signing secret');
  return secrets;
}
