/** The API version whose shapes are stored; webhook endpoints are pinned to the same. */
export const stripeApiVersion = '2026-10-28.endive';
