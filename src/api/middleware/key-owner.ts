import { platformKeyCheck, type PlatformKey } from '../../security/platform-keys.ts';
import { parseApiKey } from '../../security/tokens.ts';
import { addressPartition } from '../client-address.ts';
import type { Strangers } from '../limits/strangers.ts';
import type { Principal } from '../principals/principal.ts';
import type { Principals } from '../principals/principals.ts';
import type { TokenHolders } from '../principals/token-holders.ts';

/**
 * Whose key or token this is, sent from this address. Undefined: nobody's. Throws a 429 before anything is looked up, if too many
 * came from there, and `IssuerUnreachable` if a token cannot be checked now.
 */
export type KeyOwner = (key: string | undefined, address: string | null) => Promise<Principal | undefined>;

export interface KeyOwnerOptions {
  readonly platformKeys: readonly PlatformKey[];
  readonly principals: Principals;
  /** Undefined: no tokens are accepted. */
  readonly tokenHolders: TokenHolders | undefined;
  readonly strangers: Strangers;
}

export function keyOwner({ platformKeys, principals, tokenHolders, strangers }: KeyOwnerOptions): KeyOwner {
  const platformKeyOf = platformKeyCheck(platformKeys);
  return async (key, remoteAddress) => {
    const ofPlatform = key === undefined ? undefined : platformKeyOf(key);
    if (ofPlatform !== undefined) return { kind: 'platform', name: ofPlatform.name };
    const address = addressPartition(remoteAddress);
    const presented = key === undefined ? undefined : parseApiKey(key);
    if (presented !== undefined) {
      return (
        principals.known(presented) ??
        (await (principals.lookupOf(presented) ??
          strangers.admit(address, () => principals.lookUp(presented, address))))
      );
    }
    const user = key === undefined ? undefined : tokenHolders?.known(key);
    if (user !== undefined) return user;
    return await strangers.admit<Principal>(address, async () =>
      key === undefined ? undefined : await tokenHolders?.lookUp(key),
    );
  };
}
