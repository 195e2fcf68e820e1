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
import { identifyAccount, livemodeOf } from './account-identity.ts';
import { type Answer, answerOf } from './http-client.ts';
import { listEvents, type ListEventPage } from './list-events.ts';
import { stripeEntities } from './stripe-entities.ts';
import {
  eventTypesOf,
  type StripeEntity,
  type StripeListParams,
  type StripeObject,
} from './stripe-entity.ts';
import { asSyncError } from './stripe-error.ts';
import { StripeWebhookEndpoints } from './webhooks/webhook-endpoint.ts';
import { completeNested, isCutShort, type ListElements } from './nested-lists.ts';
import { elementSpans, rawElements, spanAt } from '../raw-json.ts';

const invalid = (what: string): SyncError =>
  new SyncError('provider_invalid_response', `Stripe's answer is not ${what}.`);

/** Throws `provider_invalid_response` if the answer is no JSON object, as behind a proxy. */
function parsed(answer: Answer): object {
  try {
    return answer.parse();
  } catch {
    throw invalid('JSON');
  }
}

/** The objects of a list's answer. Throws `provider_invalid_response` for anything else. */
function listedObjects(result: object): { data: StripeObject[]; hasMore: boolean } {
  const { data, has_more: hasMore } = result as { data?: unknown; has_more?: unknown };
  if (!Array.isArray(data) || typeof hasMore !== 'boolean') throw invalid('a list');
  for (const object of data as Partial<StripeObject>[]) {
    if (typeof object?.id !== 'string' || typeof object.created !== 'number')
      throw invalid('a list of objects');
  }
  return { data: data as StripeObject[], hasMore };
}

/** The cursor behind a page: Stripe's are the ids of objects. */
const nextOf = (data: readonly StripeObject[], hasMore: boolean): string | null =>
  hasMore ? (data.at(-1)?.id ?? null) : null;

function listParams(request: ListRequest, { expand }: StripeEntity): StripeListParams {
  const { createdGte: gte, createdLt: lt, cursor, limit } = request;
  const created = { ...(gte !== null && { gte }), ...(lt !== null && { lt }) };
  return {
    limit,
    ...(cursor !== null && { starting_after: cursor }),
    ...(Object.keys(created).length > 0 && { created }),
    ...(expand.length > 0 && { expand: expand.map((field) => `data.${field}`) }),
  };
}

/** One merchant's Stripe account. */
export class StripeAccount implements ProviderAccount {
  readonly #stripe: Stripe;
  readonly #clock: ProviderClock;
  readonly webhookEndpoints: StripeWebhookEndpoints;

  readonly #apiKey: string;
  readonly #through: RequestGate;

  /** `fromInternet`: webhooks come from Stripe itself, which reaches public addresses only. */
  constructor(
    stripe: Stripe,
    apiKey: string,
    clock: ProviderClock,
    through: RequestGate = (_endpoint, send) => send(),
    fromInternet = false,
  ) {
    this.#stripe = stripe;
    this.#apiKey = apiKey;
    this.#clock = clock;
    this.#through = through;
    this.webhookEndpoints = new StripeWebhookEndpoints(
      stripe,
      (endpoint, send) => this.#call(endpoint, send),
      fromInternet,
    );
  }

  /** One request; what `read` makes of its answer belongs to it, so that an answer that is no JSON is asked for again. */
  async #send<T>(endpoint: string, send: () => Promise<object>, read: (answer: Answer) => T): Promise<T> {
    return await this.#through(endpoint, async () => {
      try {
        const answer = answerOf(await send());
        const { snapshot, date } = answer.exchange;
        if (date !== null) this.#clock.observe(snapshot, date);
        return read(answer);
      } catch (error) {
        throw asSyncError(error);
      }
    });
  }

  #call<T extends object>(
    endpoint: string,
    send: () => Promise<T>,
  ): Promise<{ result: T; snapshot: Snapshot }> {
    return this.#send(endpoint, send, (answer) => ({
      result: parsed(answer) as T,
      snapshot: answer.exchange.snapshot,
    }));
  }

  /** A list's objects, also as Stripe wrote them. */
  #listTexts(endpoint: string, send: () => Promise<object>): ReturnType<ListElements> {
    return this.#send(endpoint, send, (answer) => ({
      ...listedObjects(parsed(answer)),
      texts: rawElements(answer.body, ['data']),
    }));
  }

  readonly #listElements: ListElements = (nested, id, params) =>
    this.#listTexts(nested.endpoint, () => nested.list(this.#stripe, id, params));

  identify(): Promise<AccountIdentity> {
    return identifyAccount(this.#stripe, (endpoint, send) => this.#call(endpoint, send));
  }

  livemode(): Promise<boolean> {
    return livemodeOf(this.#stripe, (endpoint, send) => this.#call(endpoint, send), this.#apiKey);
  }

  async list(request: ListRequest): Promise<ListedPage | SamePage> {
    const entity = stripeEntities[request.entityType];
    const { snapshot, body, digest, result } = await this.#send(
      entity.endpoint,
      () => entity.list(this.#stripe, listParams(request, entity)),
      (answer) => {
        const digest = hash('sha256', answer.body, 'buffer');
        const same = request.remembered?.equals(digest) === true;
        const { snapshot } = answer.exchange;
        return { snapshot, body: answer.body, digest, result: same ? null : parsed(answer) };
      },
    );
    if (result === null) return { same: true, snapshot };
    const { data, hasMore } = listedObjects(result);
    const objects = data.map(({ id, created }) => ({ id, created }));
    const page = { same: false, path: ['data'], objects, next: nextOf(data, hasMore), snapshot } as const;
    if (!data.some((object) => isCutShort(entity, object))) return { ...page, json: body, digest };
    const spans = elementSpans(body, spanAt(body, ['data'])!.from);
    const json = await completeNested(entity, body, data, spans, this.#listElements);
    return { ...page, json, digest: null };
  }

  async retrieve(entityType: EntityType, externalId: string): Promise<RetrievedObject> {
    const entity = stripeEntities[entityType];
    const { expand } = entity;
    const sentAt = Date.now();
    try {
      const { snapshot, body, object } = await this.#send(
        `${entity.endpoint}/{id}`,
        () =>
          entity.retrieve(this.#stripe, externalId, { ...(expand.length > 0 && { expand: [...expand] }) }),
        (answer) => ({
          snapshot: answer.exchange.snapshot,
          body: answer.body,
          object: parsed(answer) as StripeObject,
        }),
      );
      if (object.deleted === true) return { state: 'deleted', snapshot };
      if (object.id !== externalId || typeof object.created !== 'number') throw invalid('the object');
      if (!isCutShort(entity, object)) return { state: 'present', json: `[${body}]`, path: [], snapshot };
      const whole = spanAt(body, [])!;
      const json = await completeNested(entity, body, [object], [whole], this.#listElements);
      return { state: 'present', json: `[${json}]`, path: [], snapshot };
    } catch (error) {
      const failure = asSyncError(error);
      if (failure.code !== 'provider_not_found') throw failure;
      return { state: 'deleted', snapshot: { from: sentAt, to: Date.now() } };
    }
  }

  async listEvents({ entityTypes, since, cursor }: EventsRequest): Promise<EventsPage> {
    const gte = Math.floor(this.#clock.toProviderTime(since) / 1000);
    const types = entityTypes.flatMap((entityType) => eventTypesOf(stripeEntities[entityType]));
    const listPage: ListEventPage = (params) =>
      this.#listTexts('/v1/events', () => this.#stripe.events.list(params));
    return await listEvents(listPage, types, gte, cursor);
  }
}
