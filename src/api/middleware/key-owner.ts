import { platformKeyCheck, type PlatformKey } from '../../security/platform-keys.ts';
import { parseApiKey } from '../../security/tokens.ts';
import { addressPartition } from '../client-address.ts';
import type { Strangers } from '../limits/strangers.ts';
import type { Principal } from '../principal.ts';
import type { Principals } from '../principals.ts';

/** Whose key this is, sent from this address. Undefined: nobody's. Throws a 429 before anything is looked up, if too many came from there. */
export type KeyOwner = (key: string | undefined, address: string | null) => Promise<Principal | undefined>;

export interface KeyOwnerOptions {
  readonly platformKeys: readonly PlatformKey[];
  readonly principals: Principals;
  readonly strangers: Strangers;
}

export function keyOwner({ platformKeys, principals, strangers }: KeyOwnerOptions): KeyOwner {
  const platformKeyOf = platformKeyCheck(platformKeys);
  return async (key, remoteAddress) => {
    const ofPlatform = key === undefined ? undefined : platformKeyOf(key);
    if (ofPlatform !== undefined) return { kind: 'platform', name: ofPlatform.name };
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
