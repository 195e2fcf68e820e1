import { expect } from 'vitest';
import { platformTest as it } from '../../../test/support/platform-test.ts';
import { makePlatformEndpoints } from './platform-endpoints.ts';

it('makes the platform’s endpoint once, for the events of connected accounts alone', async ({
  api,
  platform,
}) => {
  const { webhookEndpoints } = platform.account;
  expect(await makePlatformEndpoints(api.deps)).toMatchObject([
    { problem: expect.stringMatching(/renders events/), secret: null },
  ]);
  webhookEndpoints.delete(platform.endpointId);
  const [made] = await makePlatformEndpoints(api.deps);
  expect(made).toMatchObject({
    provider: 'stripe',
    livemode: false,
    url: 'https://sync.example.com/webhooks/stripe/connect',
    secret: expect.stringMatching(/^whsec_/),
  });
  expect(await makePlatformEndpoints(api.deps)).toMatchObject([{ secret: null, problem: null }]);
  expect(await makePlatformEndpoints(api.deps, { anew: true })).toMatchObject([
    { secret: expect.not.stringContaining(made!.secret!) },
  ]);
  expect([...webhookEndpoints.subscribed('customer.created')]).toEqual([]);
  const connect = [...webhookEndpoints.subscribed('account.application.deauthorized', true)];
  expect(connect).toHaveLength(2);
});
