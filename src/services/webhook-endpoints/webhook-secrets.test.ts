import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { workspaceId } from '../../domain/ids.ts';
import { createKeyring } from '../../security/keyring.ts';
import { addSecret, endReplaced, graceMs, isValid, openSecrets, sealSecrets } from './webhook-secrets.ts';

const keyring = createKeyring([{ id: 'test', key: randomBytes(32) }]);
const connection = { workspaceId: workspaceId(randomUUID()), provider: 'stripe' } as const;
const names = (secrets: readonly { secret: string }[]) => secrets.map(({ secret }) => secret);

it('are sealed together, and opened by their connection only', () => {
  const secrets = addSecret([], { secret: 'whsec_1', endpointId: 'we_1' }, 0);
  const sealed = sealSecrets(keyring, connection, secrets);
  expect(openSecrets(keyring, connection, sealed)).toEqual(secrets);
  expect(openSecrets(keyring, connection, null)).toEqual([]);
  const stranger = { ...connection, workspaceId: workspaceId(randomUUID()) };
  expect(() => openSecrets(keyring, stranger, sealed)).toThrow(/cannot be read/);
  const other = keyring.seal('whsec_bare', { ...connection, purpose: 'webhook_secret' });
  expect(() => openSecrets(keyring, connection, other)).toThrow(/not what this release writes/);
});

it('of an endpoint replace all others, which end after a day', () => {
  const byHand = addSecret([], { secret: 'hand', endpointId: null }, 0);
  const first = addSecret(byHand, { secret: 'first', endpointId: 'we_1' }, 1_000);
  const second = addSecret(first, { secret: 'second', endpointId: 'we_2' }, 2_000);
  expect(names(second.filter((one) => isValid(one, 3_000)))).toEqual(['second', 'first', 'hand']);
  expect(names(second.filter((one) => isValid(one, 1_000 + graceMs)))).toEqual(['second', 'first']);
  expect(names(second.filter((one) => isValid(one, 2_000 + graceMs)))).toEqual(['second']);
});

it('that were replaced can be ended now: those by hand are forgotten, an endpoint’s waits for its removal', () => {
  const byHand = addSecret([], { secret: 'hand', endpointId: null }, 0);
  const first = addSecret(byHand, { secret: 'first', endpointId: 'we_1' }, 1_000);
  const second = addSecret(first, { secret: 'second', endpointId: 'we_2' }, 2_000);
  const ended = endReplaced(second, 3_000);
  expect(names(ended)).toEqual(['second', 'first']);
  expect(names(ended.filter((one) => isValid(one, 3_000)))).toEqual(['second']);
  expect(endReplaced(ended, 9_000)).toEqual(ended);
});

it('by hand replace those by hand, and not that of the endpoint', () => {
  const endpoint = addSecret([], { secret: 'endpoint', endpointId: 'we_1' }, 0);
  const two = addSecret(
    addSecret(endpoint, { secret: 'a', endpointId: null }, 0),
    { secret: 'b', endpointId: null },
    0,
  );
  expect(names(two.filter((one) => isValid(one, graceMs)))).toEqual(['b', 'endpoint']);
});

it('that ended are forgotten, except an endpoint’s: it is still to be removed', () => {
  const first = addSecret([], { secret: 'first', endpointId: 'we_1' }, 0);
  const second = addSecret(first, { secret: 'second', endpointId: 'we_2' }, 0);
  const later = addSecret(second, { secret: 'hand', endpointId: null }, 2 * graceMs);
  expect(names(later)).toEqual(['hand', 'second', 'first']);
  const latest = addSecret(later, { secret: 'hand 2', endpointId: null }, 2 * graceMs);
  expect(names(addSecret(latest, { secret: 'hand 3', endpointId: null }, 4 * graceMs))).toEqual([
    'hand 3',
    'second',
    'first',
    'hand 2',
  ]);
});
