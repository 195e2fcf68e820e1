import Chargebee from 'chargebee';
import { trusted, type Fields } from '../core/json.ts';
import type { Simulator } from '../simulator.ts';

/** The official SDK, pointed at a simulator: the host is an address, so that the key says which site is meant. */
export const chargebeeClient = ({ port }: Simulator, apiKey: string): Chargebee =>
  new Chargebee(
    trusted<never>({
      site: '127.0.0.1',
      hostSuffix: '',
      protocol: 'http',
      port: String(port),
      apiKey,
      sdkTelemetryEnabled: false,
    }),
  );

/** The SDK's errors are plain objects. */
export interface ChargebeeFailure {
  http_status_code: number;
  api_error_code: string;
  message: string;
}

/** The error of a call that has to fail. */
export async function chargebeeFailure(call: Promise<unknown>): Promise<ChargebeeFailure> {
  const answer: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (answer === undefined) throw new Error('The call was answered, but it had to fail.');
  return trusted<ChargebeeFailure>(answer);
}

export interface ListAnswer {
  list: Fields[];
  next_offset?: string;
}

/** A list as any client may ask for it: the status, the body and the headers. */
export async function ask(
  { url }: Simulator,
  apiKey: string,
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Promise<{ status: number; body: ListAnswer & Fields; headers: Headers }> {
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
  const response = await fetch(`${url}/api/v2${path}`, {
    ...init,
    headers: { authorization, ...headers },
  });
  return { status: response.status, body: trusted(await response.json()), headers: response.headers };
}

/** All elements of a list, page by page. */
export async function listAll(
  simulator: Simulator,
  apiKey: string,
  path: string,
  limit = 100,
): Promise<Fields[]> {
  const all: Fields[] = [];
  const query = path.includes('?') ? `${path}&` : `${path}?`;
  for (let offset = ''; ;) {
    const { status, body } = await ask(simulator, apiKey, `${query}limit=${limit}${offset}`);
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    all.push(...body.list);
    if (body.next_offset === undefined) return all;
    offset = `&offset=${encodeURIComponent(body.next_offset)}`;
  }
}
