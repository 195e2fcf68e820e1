import { apiTest } from '../api-test.ts';
import type { TestApi } from '../api.ts';

const own = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost', host: 'localhost' };

interface Seen {
  readonly status: number;
  /** Where the browser is sent. */
  readonly to: string | null;
  readonly text: string;
}

/** A field with several values, such as ticks, has a list of them. */
type FormValues = Readonly<Record<string, string | readonly string[]>>;

const pairs = (values: FormValues): [string, string][] =>
  Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );

/** Somebody who looks at pages and sends forms, without script. */
export interface Operator {
  look(path: string): Promise<Seen>;
  /** Sends a form of a page; resolves to the page that it leads to. */
  send(path: string, values?: FormValues): Promise<Seen>;
}

const seen = async (response: Response): Promise<Seen> => ({
  status: response.status,
  to: response.headers.get('location'),
  text: await response.text(),
});

/** Signs in by a key. */
export async function signedIn({ app }: Pick<TestApi, 'app'>, key: string): Promise<Operator> {
  const post = (path: string, body: URLSearchParams, headers: Record<string, string>) =>
    app.request(path, { method: 'POST', headers: { ...own, ...headers }, body });
  const cookies = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
  const session = cookies(await post('/sign-in', new URLSearchParams({ key }), {}));
  /** The page that is looked at: a browser names it with the forms that it sends. */
  let at = '/';
  return {
    async look(path) {
      at = path;
      return await seen(await app.request(path, { headers: { cookie: session } }));
    },
    async send(path, values = {}) {
      const body = new URLSearchParams(pairs(values));
      const referer = `http://localhost${at}`;
      const answer = await post(path, body, { cookie: session, referer });
      if (answer.status !== 303) return await seen(answer);
      const to = answer.headers.get('location')!;
      at = to;
      const cookie = `${session}; ${cookies(answer)}`;
      const next = await seen(await app.request(to, { headers: { cookie } }));
      return { ...next, to };
    },
  };
}

/** And the platform's operator. */
export const operatorTest = apiTest
  .extend('operator', { scope: 'file' }, ({ api }) => signedIn(api, api.adminKey))
  .extend(
    'as',
    ({ api }) =>
      (key: string) =>
        signedIn(api, key),
  )
  .extend('workspace', ({ api }) => api.workspace());
