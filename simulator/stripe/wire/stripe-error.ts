/** The fields of Stripe's `error` object that the simulator sends. */
export interface ErrorBody {
  type: 'invalid_request_error' | 'api_error' | 'idempotency_error';
  message: string;
  code?: string;
  param?: string;
  doc_url?: string;
}

/** Thrown anywhere below a route, answered as Stripe answers; in-process callers get it as it is. */
export class StripeError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Record<string, string>;

  constructor(status: number, body: ErrorBody, headers: Record<string, string> = {}) {
    super(body.message);
    this.name = 'StripeError';
    this.status = status;
    const { code } = body;
    const docs = code && { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };
    this.body = { ...body, ...docs };
    this.headers = headers;
  }
}

export const invalid = (message: string, more: { code?: string; param?: string } = {}) =>
  new StripeError(400, { type: 'invalid_request_error', message, ...more });

/**
 * 404 if the path names the object, 400 if a parameter does.
 * https://docs.stripe.com/error-codes#resource-missing
 */
export const missing = (noun: string, id: string, param = 'id') =>
  new StripeError(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param,
  });

/** A few objects may be created with an id of the caller's choice. */
export const alreadyExists = (noun: string) =>
  invalid(`${noun.charAt(0).toUpperCase()}${noun.slice(1)} already exists.`, {
    code: 'resource_already_exists',
    param: 'id',
  });
