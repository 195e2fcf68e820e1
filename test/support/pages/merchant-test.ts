import { randomUUID } from 'node:crypto';
import { accountTest } from '../api-test.ts';
import type { KeySpec } from '../../../simulator/stripe/wire/key-ring.ts';

const own = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost', host: 'localhost' };
/** Of a form in a frame. */
export const framed = { ...own, 'sec-fetch-dest': 'iframe' };

interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a hidden field. */
  field(name: string): string;
}

async function shown(response: Response): Promise<Shown> {
  const text = await response.text();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  return { status: response.status, headers: response.headers, text, field };
}

/** A merchant on the page of a connect session, whose browser keeps no cookies. */
export const merchantTest = accountTest
  .extend('make', ({ api, workspace, key }) => async (body: object = {}) => {
    const at = `/api/v1/workspaces/${workspace}/connect-sessions`;
    const { body: made } = await api.request('POST', at, { key, body });
    const { pathname, hash } = new URL(made.url);
    return { id: made.id as string, path: pathname, token: hash.slice(1) };
  })
  .extend(
    'send',
    ({ api }) =>
      async (path: string, values: Record<string, string> = {}, headers: Record<string, string> = own) =>
        await shown(
          await api.app.request(path, { method: 'POST', headers, body: new URLSearchParams(values) }),
        ),
  )
  .extend(
    'look',
    ({ api }) =>
      async (path: string, cookie = '') =>
        shown(await api.app.request(path, { headers: { cookie } })),
  )
  /** Uses a new session's link, and says what its forms have to send. */
  .extend('open', ({ make, send }) => async (body: object = {}) => {
    const { id, path, token } = await make(body);
    const page = (await send(`${path}/open`, { token }, framed)).field('page');
    const step = (name: string, values: Record<string, string> = {}) =>
      send(`${path}/${name}`, { page, ...values }, framed);
    return { id, path, step };
  })
  /** A restricted key of the account. */
  .extend('restricted', ({ account }) => (spec: Partial<KeySpec> = {}) => {
    const key = `rk_test_${randomUUID().replaceAll('-', '')}`;
    account.addKey({ key, ...spec });
    return key;
  });
