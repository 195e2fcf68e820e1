import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import { notFound } from '../../services/not-found.ts';
import type { Visit } from './visit.ts';

/** The provider in the page's path. Throws `not_found`. */
export function providerOf({ c }: Pick<Visit, 'c'>): PaymentProvider {
  const name = c.req.param('provider');
  const found = paymentProviders.find((provider) => provider === name);
  if (found === undefined) throw notFound('payment provider');
  return found;
}
