import { Stripe } from 'stripe';
import type { Simulator } from './simulator.ts';

/** The official SDK, pointed at a simulator. Without retries unless asked, so that a test sees every answer. */
export function sdkClient(simulator: Simulator, key: string, maxNetworkRetries = 0): Stripe {
  const { host, port } = simulator;
  return new Stripe(key, {
    host,
    port,
    protocol: 'http',
    maxNetworkRetries,
    telemetry: false,
    timeout: 5_000,
  });
}

/** The error of a call that has to fail. */
export async function failure(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was answered, but it had to fail.');
}
