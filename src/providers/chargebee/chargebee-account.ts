import type { EntityType } from '../../domain/entities/entities.ts';
import type { ProviderClock } from '../../domain/provider-clock.ts';
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
} from '../provider.ts';
import { rawAt, rawElements } from '../raw-json.ts';
import { chargebeeEntityOf, chargebeeEventTypes } from './chargebee-entities.ts';
import type { ChargebeeEntity, ChargebeeObject, ListParams } from './chargebee-entity.ts';
import {
  asSyncError,
  failureOf,
  impossible,
  isLostOffset,
  isNotOnSite,
  parsedAnswer,
} from './chargebee-error.ts';
import { isLiveSite } from './chargebee-settings.ts';
import type { SiteClient } from './http/site-client.ts';
import { cursorOf, placeIn, type Place } from './lists/since-cursor.ts';
import { wholeObject } from './lists/whole-object.ts';
import { listReader, livePage } from './lists/wrapped-list.ts';
import type { Send } from './send.ts';
import { ChargebeeWebhookEndpoints } from './webhooks/webhook-endpoint.ts';

const unpaced: RequestGate = (_endpoint, send) => send();

export interface AccountOptions {
  readonly site: string;
  readonly client: SiteClient;
  readonly clock: ProviderClock;
  readonly through: RequestGate | undefined;
  /** Webhooks come from Chargebee's own servers. */
  readonly fromInternet: boolean;
}

/** One site. */
export class ChargebeeAccount implements ProviderAccount {
  readonly #site: string;
  readonly #client: SiteClient;
  readonly #clock: ProviderClock;
  readonly #through: RequestGate;
  readonly webhookEndpoints: ChargebeeWebhookEndpoints;

  constructor({ site, client, clock, through = unpaced, fromInternet }: AccountOptions) {
    this.#site = site;
    this.#client = client;
    this.#clock = clock;
    this.#through = through;
    this.webhookEndpoints = new ChargebeeWebhookEndpoints(this.#send, fromInternet);
  }

  readonly #send: Send = (endpoint, ask, read, { path, canAskOtherwise = false } = {}) =>
    this.#through(
      endpoint,
      async () => {
        try {
          const answer = await this.#client.send(ask, path && `/api/v2${path}`);
          const { status, date, snapshot } = answer;
          if (date !== null) this.#clock.observe(snapshot, date);
          if (status < 200 || status > 299) throw failureOf(answer);
          return read(answer);
        } catch (error) {
          throw asSyncError(error);
        }
      },
      { canAskOtherwise },
    );

  /** A site is an account, and its name is its id. A key that may not read the configuration is one of the site all the same. */
  async identify(): Promise<AccountIdentity> {
    const from = Date.now();
    const account = { accountId: this.#site, name: null, createdAt: null };
    try {
      return await this.#send(
        '/configurations',
        (sdk) => sdk.configuration.list(),
        (answer) => {
          const { configurations } = parsedAnswer(answer) as { configurations?: unknown };
          if (!Array.isArray(configurations)) throw impossible('/configurations', 'it is no list');
          return { ...account, snapshot: answer.snapshot };
        },
      );
    } catch (error) {
      if (!(error instanceof SyncError) || error.code !== 'provider_forbidden') throw error;
      return { ...account, snapshot: { from, to: Date.now() } };
    }
  }

  livemode(): Promise<boolean> {
    return Promise.resolve(isLiveSite(this.#site));
  }

  /** Throws `provider_not_found` for an offset that the site has forgotten. */
  async list(request: ListRequest): Promise<ListedPage> {
    const from = Date.now();
    try {
      return await this.#page(chargebeeEntityOf(request.entityType), request);
    } catch (error) {
      if (isLostOffset(error))
        throw new SyncError('provider_not_found', 'Chargebee has forgotten this offset.', { cause: error });
      if (!isNotOnSite(error)) throw error;
      const snapshot = { from, to: Date.now() };
      return { same: false, json: '[]', path: [], digest: null, objects: [], next: null, snapshot };
    }
  }

  async #page(entity: ChargebeeEntity, request: ListRequest): Promise<ListedPage> {
    const { limit, cursor, changedSince } = request;
    const since = changedSince === undefined ? null : this.#since(changedSince, cursor);
    const offset = (since === null ? cursor : since.offset) ?? undefined;
    const asked = {
      endpoint: entity.path,
      wrapper: entity.wrapper,
      limit,
      offset,
      updatedAfter: since?.after,
    };
    const { list, snapshot } = await this.#send(
      entity.path,
      (sdk) =>
        entity.list(sdk, {
          ...(since === null ? wholeList(entity) : changedList(entity, since)),
          limit,
          ...(offset && { offset }),
        }),
      reading(listReader<ChargebeeObject>(asked)),
      { canAskOtherwise: request.canAskOtherwise ?? limit > 1 },
    );
    const { json, path, objects, deleted, cutShort } = livePage(list);
    return {
      same: false,
      json,
      path,
      digest: null,
      objects: objects.map(({ id }) => ({ id, created: null })),
      // What was deleted is what a whole listing does not show.
      unread: since === null ? cutShort : [...cutShort, ...deleted],
      next: list.next === null || since === null ? list.next : cursorOf({ ...since, offset: list.next }),
      snapshot,
    };
  }

  /** A list's filter must be the same for each of its pages, though what is known of Chargebee's clock changes. */
  #since(ours: number, cursor: string | null): Place {
    if (cursor !== null) return placeIn(cursor);
    return { after: Math.floor(this.#clock.toProviderTime(ours) / 1000) - 1, offset: null };
  }

  async retrieve(entityType: EntityType, externalId: string): Promise<RetrievedObject> {
    const entity = chargebeeEntityOf(entityType);
    return await wholeObject(entity, externalId, (more, read) =>
      this.#send(`${entity.path}/{id}`, (sdk) => entity.retrieve(sdk, externalId, more), read, {
        path: `${entity.path}/${encodeURIComponent(externalId)}`,
      }),
    );
  }

  eventLists(): number {
    return 1;
  }

  async listEvents({ entityTypes, since: ours, cursor, limit }: EventsRequest): Promise<EventsPage> {
    const since = this.#since(ours, cursor);
    const offset = since.offset ?? undefined;
    const endpoint = '/events';
    const { list } = await this.#send(
      endpoint,
      (sdk) =>
        sdk.event.list({
          limit,
          ...(offset && { offset }),
          event_type: { in: chargebeeEventTypes(entityTypes) },
          occurred_at: { after: since.after },
          'sort_by[asc]': 'occurred_at',
        }),
      reading(listReader<ChargebeeObject>({ endpoint, wrapper: 'event', limit, offset })),
      { canAskOtherwise: limit > 1 },
    );
    const events = rawElements(list.text, ['list']).map((element) => rawAt(element, ['event']) ?? '{}');
    return { events, next: list.next === null ? null : cursorOf({ ...since, offset: list.next }) };
  }

  /** Nothing signs a webhook: what one says is believed as the list of events has it. */
  async confirmEvents(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const endpoint = '/events';
    const texts = new Map<string, string>();
    for (let place = 0; place < ids.length; place += maxEvents) {
      const some = ids.slice(place, place + maxEvents);
      const { list } = await this.#send(
        endpoint,
        (sdk) => sdk.event.list({ limit: maxEvents, id: { in: [...some] } }),
        reading(listReader<ChargebeeObject>({ endpoint, wrapper: 'event', limit: maxEvents })),
      );
      const elements = rawElements(list.text, ['list']);
      for (const [index, { id }] of list.objects.entries())
        if (some.includes(id)) texts.set(id, rawAt(elements[index]!, ['event']) ?? '{}');
    }
    return texts;
  }
}

/** The most that one request takes. */
const maxEvents = 100;

const reading =
  <T>(read: (answer: Parameters<typeof parsedAnswer>[0]) => T) =>
  (answer: Parameters<typeof parsedAnswer>[0]) => ({ list: read(answer), snapshot: answer.snapshot });

/** Without a filter by `updated_at`: objects that were never changed have none, and would never come. */
const wholeList = ({ order }: ChargebeeEntity): Partial<ListParams> =>
  order === null ? {} : { 'sort_by[asc]': order };

const changedList = ({ order }: ChargebeeEntity, { after }: Place): Partial<ListParams> => ({
  'updated_at[after]': after,
  // What cannot be sorted at all is a short list.
  ...(order !== null && { 'sort_by[asc]': 'updated_at' }),
  include_deleted: true,
});
