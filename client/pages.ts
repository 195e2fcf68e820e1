import type { Answer, Call, Init, InitArguments, Path } from './calls.ts';

/** A page says where the next one begins. */
type Page = { readonly next_cursor: string | null };

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
  /** The objects of a list, however many pages it has. */
  each<P extends ListPath, K extends ListKey<P>>(
    path: P,
    key: K,
    ...init: InitArguments<'get', P>
  ): AsyncGenerator<Item<P, K>, void>;
}

export function lists(get: Call<'get'>): Lists {
  async function* pages<P extends ListPath>(
    path: P,
    ...[init]: InitArguments<'get', P>
  ): AsyncGenerator<Answer<'get', P>, void> {
    const { params, ...options } = (init ?? {}) as { params?: { query?: object } };
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = { ...params?.query, ...(cursor !== undefined && { cursor }) };
      const page: Answer<'get', P> = await get(
        path,
        ...([{ ...options, params: { ...params, query } } as Init<'get', P>] as InitArguments<'get', P>),
      );
      yield page;
      cursor = (page as Page).next_cursor;
    }
  }
  return {
    pages,
    async *each(path, key, ...init) {
      for await (const page of pages(path, ...init)) yield* page[key] as Iterable<never>;
    },
  };
}
