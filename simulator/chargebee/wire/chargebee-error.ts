/** Thrown anywhere below a route, answered as Chargebee answers; in-process callers get it as it is. */
export class ChargebeeError extends Error {
  override readonly name = 'ChargebeeError';
  readonly status: number;
  readonly code: string;
  readonly param: string | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    { param, headers = {} }: { param?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
    this.headers = headers;
  }

  /** https://apidocs.chargebee.com/docs/api/error-handling */
  get body(): object {
    const type = TYPES[this.status] ?? 'invalid_request';
    const { param } = this;
    return {
      message: this.message,
      type,
      api_error_code: this.code,
      ...(param !== undefined && { param }),
      error_code: this.code,
      error_msg: this.message,
      http_status_code: this.status,
    };
  }
}

const TYPES: Partial<Record<number, string>> = {
  429: 'operation_failed',
  500: 'operation_failed',
  503: 'operation_failed',
};

export const invalid = (param: string, message: string) =>
  new ChargebeeError(400, 'param_wrong_value', `${param} : ${message}`, { param });

export const notFound = (object: string, id: string) =>
  new ChargebeeError(404, 'resource_not_found', `${id} not found`, { param: `${object}_id` });

/** An unknown path looks like an object that is not there (not checked against Chargebee itself). */
export const unknownPath = (path: string) =>
  new ChargebeeError(404, 'resource_not_found', `Sorry, we couldn't find that resource: ${path}`);

/** The other catalog's lists: airbytehq/airbyte, source-chargebee/BEHAVIOR.md. */
export const wrongCatalog = () =>
  new ChargebeeError(
    400,
    'configuration_incompatible',
    'This API operation is not enabled for this site. Please contact support@chargebee.com to get this enabled.',
  );

export const noSite = (site: string) =>
  new ChargebeeError(404, 'site_not_found', `Site ${site} not found. Please check the site name.`);
