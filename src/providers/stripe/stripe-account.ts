import { hash } from 'node:crypto';
import type Stripe from 'stripe';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { ProviderClock } from '../../domain/provider-clock.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type {
  AccountIdentity,
  EventsPage,
  EventsRequest,
  ListedPage,
  ListRequest,
  ProviderAccount,
  RequestGate,
  RetrievedObject,
  SamePage,
} from '../provider.ts';
import { namedBy } from '../named-objects.ts';
import { rawElements } from '../raw-json.ts';
import { asUnreadable } from '../unreadable-object.ts';
import { identifyAccount, livemodeOf } from './account-identity.ts';
import { answeredObject, listReader, parsedAnswer } from './answers.ts';
import { eventListsOf, listEvents, type ListEventPage } from './lists/list-events.ts';
import { ListsBelow } from './lists/lists-below.ts';
import { isCutShort, NestedLists, type WithText } from './lists/nested-lists.ts';
import { stripeEntityOf } from './stripe-entities.ts';
import { eventTypesOf, type StripeEntity, type StripeObject } from './stripe-entity.ts';
import { saysGone, saysNotSwitchedOn } from './stripe-error.ts';
import { askedOf, expandParams, listed, listParams, nextOf } from './lists/list-request.ts';
import { StripeRequests } from './stripe-requests.ts';
import { StripeWebhookEndpoints } from './webhooks/webhook-endpoint.ts';
import { PlatformEndpoints } from './platform/platform-endpoints.ts';
import type { StripeAccess } from './stripe-access.ts';
import type { WebhookEndpoints } from '../webhook-endpoint.ts';

/** One merchant's Stripe account. */
export class StripeAccount implements ProviderAccount {
  readonly #stripe: Stripe;
  readonly #clock: ProviderClock;
  readonly #requests: StripeRequests;
  readonly webhookEndpoints: WebhookEndpoints;

  readonly #access: StripeAccess;
  readonly #nested: NestedLists;
  readonly #below: ListsBelow;

  /** `fromInternet`: webhooks come from Stripe itself, which reaches public addresses only. */
  constructor(
    access: StripeAccess,
    clock: ProviderClock,
    through: RequestGate = (_endpoint, send) => send(),
    fromInternet = false,
  ) {
    const { stripe } = access;
    this.#stripe = stripe;
    this.#access = access;
    this.#clock = clock;
    this.#requests = new StripeRequests(clock, through);
    this.#nested = new NestedLists({
      listElements: (nested, id, page) =>
        this.#requests.list(nested.endpoint, () => nested.list(stripe, id, page), {
          limit: page.limit,
          after: page.starting_after,
          more: page.starting_after !== undefined,
          dateField: null,
        }),
      readAgain: async (entity, id) => (await this.#read(entity, id)).found,
    });
    this.#below = new ListsBelow({
      elements: this.#nested,
      listParents: (entity, params) => {
        const { endpoint, dateField } = entity.below!.of;
        const asked = {
          limit: params.limit,
          after: params.starting_after,
          more: params.starting_after !== undefined,
        };
        return this.#requests.list(endpoint, () => entity.list(stripe, params), { ...asked, dateField });
      },
    });
    this.webhookEndpoints =
      access.platform === null
        ? new StripeWebhookEndpoints(stripe, this.#requests.call, { fromInternet })
        : new PlatformEndpoints(access.platform, this.#requests.call);
  }

  identify(): Promise<AccountIdentity> {
    return identifyAccount(this.#stripe, this.#requests.call, this.#access.account);
  }

  livemode(): Promise<boolean> {
    return livemodeOf(this.#stripe, this.#requests.call, this.#access.apiKey);
  }

  async list(request: ListRequest): Promise<ListedPage | SamePage> {
    const sentAt = Date.now();
    try {
      return await this.#listPage(request);
    } catch (error) {
      if (!saysNotSwitchedOn(error, stripeEntityOf(request.entityType))) throw error;
      const snapshot = { from: sentAt, to: Date.now() };
      return { same: false, json: '[]', path: [], digest: null, objects: [], next: null, snapshot };
    }
  }

  async #listPage(request: ListRequest): Promise<ListedPage | SamePage> {
    const entity = stripeEntityOf(request.entityType);
    const { endpoint, below } = entity;
    if (below !== undefined) return await this.#below.page(entity, below, request);
    const [asked, params] = [askedOf(request, entity), listParams(request, entity)];
    const read = listReader(endpoint, asked);
    const { snapshot, body, digest, list } = await this.#requests.send(
      endpoint,
      () => entity.list(this.#stripe, params),
      (answer) => {
        const { body, exchange } = answer;
        const digest = hash('sha256', body, 'buffer');
        const same = request.remembered?.equals(digest) === true;
        const list = same ? null : read(parsedAnswer(endpoint, answer));
        return { snapshot: exchange.snapshot, body, digest, list };
      },
      request.canAskOtherwise ?? request.limit > 1,
    );
    if (list === null) return { same: true, snapshot };
    const { data } = list;
    const hasMore = await this.#requests.follows(endpoint, asked, list, (id) =>
      entity.list(this.#stripe, { ...params, limit: 1, starting_after: id }),
    );
    const page = { same: false, next: nextOf(data, hasMore), snapshot } as const;
    if (!data.some((object) => object.deleted === true || isCutShort(entity, object)))
      return {
        ...page,
        json: body,
        path: ['data'],
        digest,
        objects: data.map(listed(entity)),
        named: namedBy(data, entity.names),
        unread: [],
      };
    const texts = rawElements(body, ['data']);
    const { shown, whole, unread } = await this.#completed(entity, data, texts);
    const json = `[${whole.join(',')}]`;
    return {
      ...page,
      json,
      path: [],
      digest: null,
      objects: shown.map(listed(entity)),
      named: namedBy(JSON.parse(json) as object[], entity.names),
      unread,
    };
  }

  /** Objects with their nested lists whole, without those that are shown as deleted. One whose lists do not come is `unread`, and holds up no other. */
  async #completed(entity: StripeEntity, data: readonly StripeObject[], texts: readonly string[]) {
    const unread: string[] = [];
    const shown = new Set(data);
    const whole = await Promise.all(
      data.map(async (object, place) => {
        const text = texts[place]!;
        if (object.deleted === true) {
          shown.delete(object);
          return null;
        }
        if (!isCutShort(entity, object)) return text;
        try {
          const complete = await this.#nested.complete(entity, { object, text });
          if (complete === null) shown.delete(object);
          return complete;
        } catch (error) {
          if (!(error instanceof SyncError) || error.code !== 'provider_unreadable') throw error;
          unread.push(object.id);
          return null;
        }
      }),
    );
    return { shown: [...shown], whole: whole.filter((text) => text !== null), unread };
  }

  async retrieve(entityType: EntityType, externalId: string): Promise<RetrievedObject> {
    const entity = stripeEntityOf(entityType);
    const { found, snapshot } = await this.#read(entity, externalId);
    if (found === null) return { state: 'deleted', snapshot };
    const { object, text } = found;
    const present = { state: 'present', path: [], snapshot } as const;
    if (!isCutShort(entity, object))
      return { ...present, json: `[${text}]`, named: namedBy([object], entity.names) };
    const whole = await this.#nested.complete(entity, found);
    // Gone since: its last reading said so, which was after this one.
    if (whole === null) return { state: 'deleted', snapshot: { from: snapshot.from, to: Date.now() } };
    const json = `[${whole}]`;
    return { ...present, json, named: namedBy(JSON.parse(json) as object[], entity.names) };
  }

  /** An object as Stripe shows it; null if Stripe says that it is gone. */
  async #read(entity: StripeEntity, id: string): Promise<{ found: WithText | null; snapshot: Snapshot }> {
    const path = `${entity.endpoint}/{id}`;
    const sentAt = Date.now();
    try {
      return await this.#requests.send(
        path,
        () => entity.retrieve(this.#stripe, id, expandParams(entity)),
        (answer) => {
          const { body: text, exchange } = answer;
          const object = answeredObject(path, parsedAnswer(path, answer), id, entity.dateField);
          return { snapshot: exchange.snapshot, found: object.deleted === true ? null : { object, text } };
        },
      );
    } catch (error) {
      if (saysGone(error)) return { found: null, snapshot: { from: sentAt, to: Date.now() } };
      throw asUnreadable(error);
    }
  }

  eventLists(entityTypes: readonly EntityType[]): number {
    return eventListsOf(eventTypesFor(entityTypes));
  }

  async listEvents({ entityTypes, since, ...page }: EventsRequest): Promise<EventsPage> {
    const gte = Math.floor(this.#clock.toProviderTime(since) / 1000);
    const endpoint = '/v1/events';
    const listPage: ListEventPage = async (params) => {
      const { starting_after: after } = params;
      const asked = { limit: page.limit, after, more: after !== undefined };
      const list = await this.#requests.list(endpoint, () => this.#stripe.events.list(params), asked);
      const hasMore = await this.#requests.follows(endpoint, asked, list, (id) =>
        this.#stripe.events.list({ ...params, limit: 1, starting_after: id }),
      );
      return { ...list, hasMore };
    };
    return await listEvents(listPage, { ...page, types: eventTypesFor(entityTypes), gte });
  }
}

const eventTypesFor = (entityTypes: readonly EntityType[]) =>
  eventTypesOf(entityTypes.map((entityType) => stripeEntityOf(entityType)));
