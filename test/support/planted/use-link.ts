/** What a merchant's browser got, in which the page's secret is only in its cookie. */
interface UsedLink {
  readonly token: string;
  readonly page: string;
  readonly answers: string;
}

/** Opens a connect session's link as a browser does. */
export async function useLink(link: string): Promise<UsedLink> {
  const { origin, pathname, hash, host } = new URL(link);
  const token = hash.slice(1);
  const gate = await fetch(origin + pathname);
  const opened = await fetch(`${origin}${pathname}/open`, {
    method: 'POST',
    headers: { origin, host, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  });
  const [cookie = ''] = opened.headers.getSetCookie();
  const page = await fetch(origin + pathname, { headers: { cookie: cookie.split(';')[0]! } });
  const answers = [gate, opened, page].map((answer) => answer.text());
  return { token, page: valueOf(cookie), answers: (await Promise.all(answers)).join('\n') };
}

const valueOf = (cookie: string): string => /=([^;]+)/.exec(cookie)?.[1] ?? '';
