/** A control request: the rest of its path, its query and its JSON body. */
export interface ControlCall {
  method: string;
  path: string[];
  query: URLSearchParams;
  body: unknown;
}

/** There is no such command. */
export class UnknownCommand extends Error {
  override readonly name = 'UnknownCommand';
}
