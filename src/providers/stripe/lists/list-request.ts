import type { ListRequest } from '../../provider.ts';
import type { AskedList } from '../answers.ts';
import type { StripeEntity, StripeListParams, StripeObject } from '../stripe-entity.ts';

/** The cursor behind a page: Stripe's are the ids of objects. */
export const nextOf = (data: readonly StripeObject[], hasMore: boolean): string | null =>
  hasMore ? (data.at(-1)?.id ?? null) : null;

/** What is kept of an object beside its text. */
export const listed = ({ id, created }: StripeObject) => ({ id, created });

export const expandParams = ({ expand }: StripeEntity) => (expand.length > 0 ? { expand: [...expand] } : {});

export function listParams(request: ListRequest, { expand }: StripeEntity): StripeListParams {
  const { createdGte: gte, createdLt: lt, cursor, limit } = request;
  const created = { ...(gte !== null && { gte }), ...(lt !== null && { lt }) };
  return {
    limit,
    ...(cursor !== null && { starting_after: cursor }),
    ...(Object.keys(created).length > 0 && { created }),
    ...(expand.length > 0 && { expand: expand.map((field) => `data.${field}`) }),
  };
}

/** Behind a cursor nothing is newer than its object. */
export function askedOf(request: ListRequest): AskedList {
  const { limit, cursor, createdGte: gte, createdLt, cursorCreated = null, more } = request;
  const behind = cursor === null || cursorCreated === null ? Infinity : cursorCreated + 1;
  const lt = Math.min(createdLt ?? Infinity, behind);
  return { limit, after: cursor, more, created: { gte, lt: lt === Infinity ? null : lt } };
}
