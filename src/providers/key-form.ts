import type { EntityType } from '../domain/entities/entities.ts';
import type { Credentials } from './credentials.ts';

/** A permission, as the provider's own pages name it. */
export interface KeyPermission {
  /** What needs it: an entity, the list of events, or the webhook endpoint. */
  readonly uses: readonly (EntityType | 'events' | 'webhooks')[];
  /** `Prices` */
  readonly label: string;
  readonly access: 'read' | 'write';
}

/** How a merchant makes a key that may do what is needed, and no more. */
export interface KeyForm {
  /** How such a key begins, as `rk_…`. */
  readonly placeholder: string;
  readonly permissions: readonly KeyPermission[];
  /** The provider's page that makes it, with name and permissions filled in. */
  url(key: { readonly name: string; readonly livemode: boolean }): string;
  /** Whether the credentials may do everything in the account. */
  isUnrestricted(credentials: Credentials): boolean;
}
