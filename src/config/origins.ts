import { isLoopback } from '../environment/values.ts';

/** No wildcard, and nothing that would end a part of a content policy: a host may have both. */
const plainHost = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])$/;

/** A site's origin, as a browser writes it: https, or http on this machine. Undefined if the text is none. */
export function parseOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || url.origin === 'null' || text.replace(/\/$/, '') !== url.origin) return undefined;
  if (!plainHost.test(url.hostname)) return undefined;
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return secure ? url.origin : undefined;
}

/** `https://app.example.com,…`. Throws an `Error` that names the first that is none. */
export const parseOrigins = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const origin = parseOrigin(each);
      if (origin === undefined)
        throw new Error(`${JSON.stringify(each)} is no origin, such as https://app.example.com`);
      return origin;
    });
