import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/server.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { paymentProviders } from '../../src/domain/payment-provider.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { providersUnderTest } from './providers-under-test.ts';
import { eventsConform } from './suites/events.ts';
import { failuresConform } from './suites/failures.ts';
import { listsConform } from './suites/lists.ts';
import { objectsConform } from './suites/objects.ts';
import type { Subject } from './suites/subject.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

it('every provider is tried', () => {
  expect(Object.keys(providersUnderTest).toSorted()).toEqual(paymentProviders.toSorted());
});

describe.each(Object.entries(providersUnderTest))('%s', (_, under) => {
  let provider: Provider;
  beforeAll(() => {
    provider = under.open(simulator);
  });
  const subject: Subject = (sizes) => {
    const account = under.account(simulator, sizes);
    const connect: Provider['connect'] = (credentials) => provider.connect(credentials);
    return {
      under,
      provider,
      account,
      connect,
      connected: connect(account.credentials),
      text: (value) => ({ [under.textField]: value }),
    };
  };
  listsConform(subject);
  objectsConform(subject);
  failuresConform(subject);
  eventsConform(subject);
});
