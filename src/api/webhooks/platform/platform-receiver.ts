import type { EntityType } from '../../../domain/entities/entities.ts';
import { isPaymentProvider, type PaymentProvider } from '../../../domain/payment-provider.ts';
import { endAuthorization } from '../../../services/connections/end-authorization.ts';
import type { ApiParts } from '../../deps.ts';
import { AccountOwners } from './account-owners.ts';
import { orNoEvent, refused, type EventIntake } from '../event-intake.ts';
import { assertDeclaredSize } from '../read-body.ts';
import { isSignedBy } from '../signed-by.ts';

/** `ignored`: genuine, and of no connection, or about nothing that its connection copies. Nothing of it is stored. */
type Outcome = 'stored' | 'ignored' | 'ended';

/**
 * Receives the events of all accounts that the platform's own key opens, by one endpoint. Each goes to the one workspace that
 * has its account in its mode, and to no other.
 */
export class PlatformReceiver {
  readonly #deps: ApiParts;
  readonly #intake: EventIntake;
  readonly #owners: AccountOwners;
  readonly #types = new WeakMap<readonly EntityType[], ReadonlySet<string>>();

  constructor(deps: ApiParts, intake: EventIntake) {
    this.#deps = deps;
    this.#intake = intake;
    this.#owners = new AccountOwners(deps);
  }

  /** Resolves once there is nothing left to do. Throws as `WebhookReceiver.receive`. */
  async receive(request: Request, name: string): Promise<Outcome> {
    assertDeclaredSize(request);
    if (!isPaymentProvider(name)) throw refused();
    const { platform, webhooks } = this.#deps.providers[name];
    const secrets = platform?.webhookSecrets ?? [];
    if (!webhooks.hasForm((header) => request.headers.get(header) ?? undefined, Date.now())) throw refused();
    const body = await this.#intake.read(request, async (whole) => {
      if (!isSignedBy(webhooks, request, whole, secrets, Date.now())) throw refused();
    });
    const addressee = orNoEvent(() => platform?.addressee(body.toString('utf8')) ?? null);
    if (addressee === null) return 'ignored';
    const owner = await this.#owners.find(name, addressee);
    if (owner === null) return 'ignored';
    const connection = { workspaceId: owner.workspaceId, provider: name };
    if (addressee.ends)
      return (await endAuthorization(this.#deps, connection)) === 'ended' ? 'ended' : 'ignored';
    if (!this.#typesOf(name, owner.entityTypes).has(addressee.eventType)) return 'ignored';
    await this.#intake.store(connection, body);
    return 'stored';
  }

  /** The endpoint delivers the events of everything that any connection may copy. */
  #typesOf(provider: PaymentProvider, entityTypes: readonly EntityType[]): ReadonlySet<string> {
    let types = this.#types.get(entityTypes);
    if (types === undefined) {
      types = new Set(this.#deps.providers[provider].webhooks.eventTypesOf(entityTypes));
      this.#types.set(entityTypes, types);
    }
    return types;
  }
}
