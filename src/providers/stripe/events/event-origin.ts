import type { EventOwner } from '../../provider-event.ts';

/** The fields in which an event says whose it is: https://docs.stripe.com/api/events/object. */
export interface EventOrigin {
  /** The connected account, in events of a platform's Connect endpoints. */
  readonly account?: unknown;
  /** The account that made it, alone or below its organization: `acct_…`, `org_…/acct_…`. */
  readonly context?: unknown;
  readonly livemode?: unknown;
  readonly data: { readonly object: { readonly livemode?: unknown } };
}

/** Ids come from outside, and the reason is for people. */
const maxShown = 100;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The account at a context's end; all of the context if it names none. */
const accountIn = (context: string): string =>
  context.split('/').findLast((segment) => segment.startsWith('acct_')) ?? context;

const modeOf = (livemode: boolean): string => (livemode ? 'live' : 'test');

/**
 * Why an event is not the owner's; null if it is. Events of an account's own endpoints name no account. Whoever knows the
 * signing secret of an endpoint that was set up by hand may have made it for connected accounts, or for the other mode.
 */
export function foreignTo(event: EventOrigin, { accountId, livemode }: EventOwner): string | null {
  const { account, context } = event;
  const named = [account, isText(context) ? accountIn(context) : context].filter(isText);
  const other = named.find((id) => id !== accountId);
  if (other !== undefined) return `It is about another account: ${other.slice(0, maxShown)}.`;
  const modes: unknown[] = [event.livemode, event.data.object.livemode];
  if (!modes.includes(!livemode)) return null;
  return `It is about ${modeOf(!livemode)} data, and the connected key is for ${modeOf(livemode)} data.`;
}
