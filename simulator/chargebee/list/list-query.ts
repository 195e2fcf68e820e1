import { isHash, trusted, type Fields } from '../../core/json.ts';
import { invalid } from '../wire/chargebee-error.ts';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 10;

/** The parts of a list's query that are no filters. */
export interface ListQuery {
  limit: number;
  offset: string | undefined;
  includeDeleted: boolean;
  sort: { by: string; ascending: boolean } | undefined;
  filters: Fields;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function listQueryOf(form: Fields): ListQuery {
  const { limit, offset, include_deleted: includeDeleted, sort_by: sortBy, ...filters } = form;
  return {
    limit: limitOf(text(limit)),
    offset: text(offset),
    includeDeleted: includeDeleted === 'true',
    sort: sortOf(sortBy),
    filters,
  };
}

function limitOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_LIMIT;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw invalid('limit', `should be between 1 and ${MAX_LIMIT}`);
}

function sortOf(value: unknown): ListQuery['sort'] {
  if (value === undefined) return undefined;
  const [direction, by] = (isHash(value) ? Object.entries(value)[0] : undefined) ?? [];
  if (direction !== 'asc' && direction !== 'desc') throw invalid('sort_by', 'should name a direction');
  return { by: trusted<string>(by), ascending: direction === 'asc' };
}
