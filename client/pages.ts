import type { Answer, Call, Init, InitArguments, Path } from './calls.ts';

/** A page says where the next one begins, or how many objects there are. */
type Page = { readonly next_cursor: string | null } | { readonly offset: number; readonly total: number };

/** Paths that answer with a page of a list. */
export type ListPath = { [P in Path<'get'>]: Answer<'get', P> extends Page ? P : never }[Path<'get'>];

/** The page's field that has the list. */
export type ListKey<P extends ListPath> = {
  [K in keyof Answer<'get', P>]: Answer<'get', P>[K] extends readonly object[] ? K : never;
}[keyof Answer<'get', P>];

export type Item<P extends ListPath, K extends ListKey<P>> = Answer<'get', P>[K] extends readonly (infer Of)[]
  ? Of
  : never;

export interface Lists {
  /** The pages of a list, each requested when it is asked for. The query's `limit` is the size of a page. */
  pages<P extends ListPath>(
    path: P,
    ...init: InitArguments<'get', P>
  ): AsyncGenerator<Answer<'get', P>, void>;
  /**
   * The objects of a list, however many pages it has. Sessions are counted from the newest: one that begins meanwhile makes
   * the last of a page come again.
   */
  each<P extends ListPath, K extends ListKey<P>>(
    path: P,
    key: K,
    ...init: InitArguments<'get', P>
  ): AsyncGenerator<Item<P, K>, void>;
}

/** The query of the page that follows; undefined after the last. */
function following(page: Page & Record<string, unknown>): Record<string, unknown> | undefined {
  if ('next_cursor' in page) return page.next_cursor === null ? undefined : { cursor: page.next_cursor };
  const next = page.offset + (Object.values(page).find((value) => Array.isArray(value))?.length ?? 0);
  return next > page.offset && next < page.total ? { offset: next } : undefined;
}

export function lists(get: Call<'get'>): Lists {
  async function* pages<P extends ListPath>(
    path: P,
    ...[init]: InitArguments<'get', P>
  ): AsyncGenerator<Answer<'get', P>, void> {
    const { params, ...options } = (init ?? {}) as { params?: { query?: object } };
    let position: Record<string, unknown> | undefined = {};
    while (position !== undefined) {
      const query = { ...params?.query, ...position };
      const page: Answer<'get', P> = await get(
        path,
        ...([{ ...options, params: { ...params, query } } as Init<'get', P>] as InitArguments<'get', P>),
      );
      yield page;
      position = following(page as Page & Record<string, unknown>);
    }
  }
  return {
    pages,
    async *each(path, key, ...init) {
      for await (const page of pages(path, ...init)) yield* page[key] as Iterable<never>;
    },
  };
}
