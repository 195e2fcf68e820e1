import { describe, expect, it } from 'vitest';
import { Receiver } from '../../../simulator/core/deliveries/receiver.ts';
import { mutate } from '../../../simulator/core/mutate/mutate.ts';
import { standardEntityTypes, type EntityType } from '../../../src/domain/entities/entities.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import type { Subject } from './subject.ts';

const sizes = { customers: 10, products: 3, prices: 6, subscriptions: 5 };

async function listed(connected: ProviderAccount, limit: number, entityTypes: readonly EntityType[]) {
  const events: string[] = [];
  for (let list = 0; list < connected.eventLists(entityTypes); list += 1) {
    let cursor: string | null = null;
    do {
      const page = await connected.listEvents({ entityTypes, list, since: 0, cursor, limit });
      events.push(...page.events);
      cursor = page.next;
    } while (cursor !== null);
  }
  return events;
}

const idOf = (event: object) => (event as { id: string }).id;

/** Events, from the list and by webhook: each once, readable, and only from the provider. */
export const eventsConform = (subject: Subject) =>
  describe('events', () => {
    it.each([3, 100])('are listed each once, %d a page', async (limit) => {
      const { provider, account, connected } = subject(sizes);
      mutate(account.mutable, { count: 40, seed: 'events' });
      const events = await listed(connected, limit, standardEntityTypes);
      const ids = events.map((event) => provider.events.envelope(event).id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(ids)).toEqual(new Set(account.events().map(idOf)));
    });

    it('say what became of their object, and name one that was created by its id', async () => {
      const { provider, account, text } = subject({});
      const id = account.create('customers', text('one'));
      account.change('customers', id, text('two'));
      account.end('customers', id);
      const kinds = account.events().map((event) => {
        const meanings = provider.events.meanings(JSON.stringify(event), account.owner);
        if ('foreign' in meanings) return 'foreign';
        return meanings.find(({ externalId }) => externalId === id)?.kind;
      });
      expect(kinds).toHaveLength(3);
      expect(kinds[0]).toMatch(/^(present|fetch)$/);
      expect(kinds[1]).toMatch(/^(present|fetch)$/);
      expect(kinds[2]).toMatch(/^(deleted|fetch)$/);
    });

    it('of every change can be read, whatever order they come in', () => {
      const { provider, account } = subject(sizes);
      mutate(account.mutable, { count: 200, seed: 'all' });
      const events = account.events().toReversed();
      expect(events.length).toBeGreaterThan(100);
      for (const event of events) {
        const json = JSON.stringify(event);
        const envelope = provider.events.envelope(json);
        expect(envelope).toMatchObject({ id: idOf(event), created: expect.any(Number) });
        expect(provider.events.meanings(json, account.owner)).not.toHaveProperty('foreign');
      }
    });

    it.each(['{}', '[]', 'null', '"text"', '{"id":1}', '{"id":"x","type":5}'])(
      'that are none (%s) are refused',
      (json) => {
        const { provider } = subject({});
        expect(() => provider.events.envelope(json)).toThrow(
          expect.objectContaining({ code: 'provider_invalid_response' }),
        );
      },
    );

    it('are delivered to the endpoint that was made, verified by its secret and by no other', async () => {
      const { provider, account, connected, text } = subject({});
      const receiver = await Receiver.start();
      try {
        const wanted = { url: receiver.url, owner: 'w1', entityTypes: standardEntityTypes };
        const { endpointId, secret } = await connected.webhookEndpoints.ensure(wanted, null);
        expect(await connected.webhookEndpoints.check(wanted, endpointId)).toBeNull();
        expect(await connected.webhookEndpoints.ensure(wanted, endpointId)).toMatchObject({
          endpointId,
          secret: null,
        });
        account.create('customers', text('delivered'));
        await account.deliveries.settled();
        const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
        const header = (name: string) => [headers[name]].flat()[0];
        const raw = Buffer.from(body);
        const isGenuine = (secrets: string[], by = header) =>
          provider.webhooks.isGenuine(raw, by, secrets, Date.now());
        expect(provider.webhooks.hasForm(header, Date.now())).toBe(true);
        expect(isGenuine(['another', secret!])).toBe(true);
        expect(isGenuine(['another'])).toBe(false);
        expect(isGenuine([])).toBe(false);
        expect(isGenuine([secret!], () => undefined)).toBe(false);
        expect(await connected.webhookEndpoints.remove(endpointId, wanted.url)).toBe(true);
        expect(await connected.webhookEndpoints.remove(endpointId, wanted.url)).toBe(true);
      } finally {
        await receiver.stop();
      }
    });
  });
