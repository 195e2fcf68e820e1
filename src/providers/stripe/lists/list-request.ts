import type { ListRequest } from '../../provider.ts';
import type { AskedList } from '../answers.ts';
import type { StripeEntity, StripeListParams, StripeObject } from '../stripe-entity.ts';

/** The cursor behind a page: Stripe's are the ids of objects. */
export const nextOf = (data: readonly StripeObject[], hasMore: boolean): string | null =>
  hasMore ? (data.at(-1)?.id ?? null) : null;

/** What is kept of an object beside its text. */
export const listed =
  ({ dateField }: StripeEntity) =>
  (object: StripeObject) => ({
    id: object.id,
    created: dateField === null ? null : (object[dateField] ?? null),
  });

export const expandParams = ({ expand }: StripeEntity) => (expand.length > 0 ? { expand: [...expand] } : {});

export function listParams(request: ListRequest, { expand, paging }: StripeEntity): StripeListParams {
  const { createdGte: gte, createdLt: lt, cursor, limit } = request;
  const created = paging === 'sequential' ? {} : { ...(gte !== null && { gte }), ...(lt !== null && { lt }) };
  return {
    limit,
    ...(cursor !== null && { starting_after: cursor }),
    ...(Object.keys(created).length > 0 && { created }),
    ...(expand.length > 0 && { expand: expand.map((field) => `data.${field}`) }),
  };
}

/** Behind a cursor nothing is newer than its object. */
export function askedOf(request: ListRequest, { dateField, paging }: StripeEntity): AskedList {
  const { limit, cursor, createdGte: gte, createdLt, cursorCreated = null, more } = request;
  if (paging === 'sequential') return { limit, after: cursor, more, dateField };
  const behind = cursor === null || cursorCreated === null ? Infinity : cursorCreated + 1;
  const lt = Math.min(createdLt ?? Infinity, behind);
  return { limit, after: cursor, more, dateField, created: { gte, lt: lt === Infinity ? null : lt } };
}
