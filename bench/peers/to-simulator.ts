import { setting } from './work-on-signal.ts';

/** Sends an SDK client that a peer made for api.stripe.com to the simulator; neither peer has a setting for it. */
export function toSimulator(stripe: object): void {
  const { hostname, port } = new URL(setting('STRIPE_API_BASE'));
  const fields = { host: hostname, port, protocol: 'http' };
  Object.assign((stripe as Record<string, object>)['_api']!, fields);
}
