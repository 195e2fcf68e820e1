/**
 * The header of Temporal's calls that says in which trace they are: a `traceparent` as text
 * (https://www.w3.org/TR/trace-context/#traceparent-header).
 */
export const traceHeader = 'traceparent';
