import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import { entityTypesOf } from '../../providers/provider-entity.ts';
import type { ServiceDeps } from '../deps.ts';
import { platformWebhookUrl } from './provider-endpoints.ts';

export interface PlatformEndpoint {
  readonly provider: PaymentProvider;
  readonly livemode: boolean;
  readonly url: string;
  /** Of an endpoint that was made now: shown once. */
  readonly secret: string | null;
  /** What is wrong with the one that is there, which a person has to mend; null: nothing. */
  readonly problem: string | null;
}

/**
 * Makes the endpoints that the platform's own accounts lack: one a mode, for the events of all connected accounts and of everything
 * that can be copied. `anew` makes them also if there are some, as to exchange a secret. Throws what the provider answers.
 */
export async function makePlatformEndpoints(
  deps: Pick<ServiceDeps, 'providers'> & { readonly config: Pick<ServiceDeps['config'], 'publicBaseUrl'> },
  { anew = false } = {},
): Promise<PlatformEndpoint[]> {
  const made: PlatformEndpoint[] = [];
  for (const name of paymentProviders) {
    const provider = deps.providers[name];
    const url = platformWebhookUrl(deps, name);
    const request = { url, entityTypes: entityTypesOf(provider), owner: 'platform' };
    for (const livemode of provider.platform?.modes ?? []) {
      const endpoints = provider.platform!.endpoints(livemode);
      const fault = anew ? null : await endpoints.check(request, null);
      const makes = anew || fault?.code === 'endpoint_missing';
      const secret = makes ? (await endpoints.create(request)).secret : null;
      made.push({ provider: name, livemode, url, secret, problem: makes ? null : (fault?.message ?? null) });
    }
  }
  return made;
}
