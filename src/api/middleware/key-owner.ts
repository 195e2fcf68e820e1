import { adminKeyCheck, parseApiKey } from '../../security/tokens.ts';
import { addressPartition } from '../client-address.ts';
import type { Strangers } from '../limits/strangers.ts';
import type { Principal } from '../principal.ts';
import type { Principals } from '../principals.ts';

/** Whose key this is, sent from this address. Undefined: nobody's. Throws a 429 before anything is looked up, if too many came from there. */
export type KeyOwner = (key: string | undefined, address: string | null) => Promise<Principal | undefined>;

export interface KeyOwnerOptions {
  readonly adminApiKey: string;
  readonly principals: Principals;
  readonly strangers: Strangers;
}

export function keyOwner({ adminApiKey, principals, strangers }: KeyOwnerOptions): KeyOwner {
  const isPlatform = adminKeyCheck(adminApiKey);
  return async (key, remoteAddress) => {
    if (key !== undefined && isPlatform(key)) return { kind: 'platform' };
    const address = addressPartition(remoteAddress);
    const presented = key === undefined ? undefined : parseApiKey(key);
    if (presented === undefined) return await strangers.admit<Principal>(address, async () => undefined);
    return (
      principals.known(presented) ??
      (await (principals.lookupOf(presented) ??
        strangers.admit(address, () => principals.lookUp(presented, address))))
    );
  };
}
