/** What a control request carries: the rest of its path, its query and its JSON body. */
export interface ControlCall {
  method: string;
  path: string[];
  query: URLSearchParams;
  body: unknown;
}

/** No such command, or no such thing to command. */
export class UnknownCommand extends Error {
  override readonly name = 'UnknownCommand';
}
