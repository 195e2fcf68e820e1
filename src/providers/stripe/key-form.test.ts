import { expect, it } from 'vitest';
import { stripeEntities as simulated } from '../../../simulator/stripe/entities.ts';
import { stripeKeyForm } from './key-form.ts';
import { stripeEntities, stripeEntityTypes } from './stripe-entities.ts';

const asked = (url: string) => [...new URL(url).searchParams].filter(([name]) => name !== 'name');

it('fills the form in with what all entities, the events and the webhook need, and nothing else', () => {
  const url = stripeKeyForm(['customers', 'products', 'prices', 'subscriptions']).url({
    name: 'Acme & Söhne',
    livemode: true,
  });
  expect(url).toMatch(/^https:\/\/dashboard\.stripe\.com\/apikeys\/create\?/);
  expect(new URL(url).searchParams.get('name')).toBe('Acme & Söhne');
  expect(asked(url)).toEqual([
    ['permissions[0]', 'rak_customer_read'],
    ['permissions[1]', 'rak_product_read'],
    ['permissions[2]', 'rak_plan_read'],
    ['permissions[3]', 'rak_subscription_read'],
    ['permissions[4]', 'rak_event_read'],
    ['permissions[5]', 'rak_webhook_write'],
  ]);
});

it('opens the form of test mode for a key of test mode', () => {
  const url = stripeKeyForm(['customers']).url({ name: 'Acme', livemode: false });
  expect(url).toMatch(/^https:\/\/dashboard\.stripe\.com\/test\/apikeys\/create\?/);
});

const published = stripeEntityTypes.filter((entityType) => stripeEntities[entityType].permission !== null);

it.each(published)('names the permission that Stripe asks for when it refuses %s', (entityType) => {
  const entity = simulated.find(({ name }) => name === entityType);
  expect(stripeEntities[entityType].permission).toEqual(entity?.permission);
});

it('asks for a permission once that several entities need', () => {
  const { permissions } = stripeKeyForm(stripeEntityTypes);
  const labels = permissions.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});
