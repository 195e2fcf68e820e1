import type { ProviderClock } from '../../domain/provider-clock.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { RequestGate } from '../provider.ts';
import { rawElements } from '../raw-json.ts';
import {
  listReader,
  parsedAnswer,
  type AnsweredList,
  type AskedList,
  type ListWithTexts,
} from './answers.ts';
import type { Call } from './call.ts';
import { type Answer, answerOf } from './http-client.ts';
import { asSyncError } from './stripe-error.ts';

/** Sends the requests of one account, each through the gate, and reads their answers. */
export class StripeRequests {
  readonly #clock: ProviderClock;
  readonly #through: RequestGate;

  constructor(clock: ProviderClock, through: RequestGate) {
    this.#clock = clock;
    this.#through = through;
  }

  /**
   * One request; what `read` makes of its answer belongs to it, so that an answer that cannot be true is asked for again.
   * `canAskOtherwise`: as in `RequestOptions`.
   */
  async send<T>(
    endpoint: string,
    send: () => Promise<object>,
    read: (answer: Answer) => T,
    canAskOtherwise = false,
  ): Promise<T> {
    return await this.#through(
      endpoint,
      async () => {
        try {
          const answer = answerOf(await send());
          const { snapshot, date } = answer.exchange;
          if (date !== null) this.#clock.observe(snapshot, date);
          return read(answer);
        } catch (error) {
          throw asSyncError(error);
        }
      },
      { canAskOtherwise },
    );
  }

  readonly call: Call = (endpoint, send, read) =>
    this.send(endpoint, send, (answer) => ({
      result: read(parsedAnswer(endpoint, answer)),
      snapshot: answer.exchange.snapshot,
    }));

  /**
   * Whether more of a list follows behind a page. One that is as full as it may be and says that nothing follows is not believed:
   * a list rarely ends with a full page, and what a server that is behind leaves out would be missing in a session that completes.
   */
  async follows(
    endpoint: string,
    { limit }: AskedList,
    { data, hasMore }: AnsweredList,
    oneBehind: (id: string) => Promise<object>,
  ): Promise<boolean> {
    const last = data.at(-1);
    if (hasMore || last === undefined || data.length < limit || limit === 1) return hasMore;
    try {
      const asked = { limit: 1, after: last.id, dateField: null };
      return (await this.list(endpoint, () => oneBehind(last.id), asked)).data.length > 0;
    } catch (error) {
      // The last object is gone by now: the request for the next page finds another way.
      if (error instanceof SyncError && error.code === 'provider_not_found') return true;
      throw error;
    }
  }

  /** A list's objects, also as Stripe wrote them. */
  list(endpoint: string, send: () => Promise<object>, asked: AskedList): Promise<ListWithTexts> {
    const list = listReader(endpoint, asked);
    const read = (answer: Answer) => ({
      ...list(parsedAnswer(endpoint, answer)),
      texts: rawElements(answer.body, ['data']),
    });
    return this.send(endpoint, send, read, asked.limit > 1);
  }
}
