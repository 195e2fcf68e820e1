import { signInLink } from '../../src/pages/access/sign-in-link.ts';
import { parseCredentialKeys } from '../../src/security/credential-keys.ts';
import { createKeyring } from '../../src/security/keyring.ts';
import type { Product } from './product.ts';

/** A link that signs a browser in to the dashboard of a product on this machine, once. */
export function dashboardLink({ apiUrl, env }: Product): string {
  const keyring = createKeyring(parseCredentialKeys(env['CREDENTIAL_KEYS'] ?? ''));
  return signInLink(keyring, apiUrl, env['ADMIN_API_KEY'] ?? '');
}
