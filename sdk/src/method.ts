import type { Client, Rest } from './client.ts'
import type { TypedDocument } from './document.ts'
import { randomKey } from './hex.ts'
import { type Frame, type Live, type LiveOptions, live } from './live.ts'
import type { RequestOptions } from './options.ts'
import { all, type Each, each, type Page, pages } from './pages.ts'

/** Asks for one operation. */
export type Method<Result, Variables> = (...rest: Rest<Variables>) => Promise<Result>

/** Reads a list to its end. */
export interface Paged<List extends Page, Variables> {
  /** Its items, page by page as they are read; the page that follows is asked for meanwhile. */
  each(...rest: Rest<PageVariables<Variables>>): Each<List['nodes'][number]>
  /** Its pages. */
  pages(...rest: Rest<PageVariables<Variables>>): AsyncIterable<List>
  /** Its items at once, `limit` at most. */
  all(
    variables: PageVariables<Variables> & { limit: number },
    options?: RequestOptions,
  ): Promise<List['nodes'][number][]>
}

/** What a list is asked, but for where its pages lie: they are read from the first on. */
export type PageVariables<Variables> = Omit<Variables, 'last' | 'before' | 'withCursors'>

/** Follows what happens. */
export interface Followed<F extends Frame, Variables> {
  /** Each new entry once, in order, without a gap; from `after` on, which a list tells as its `feedCursor`. */
  live(variables?: Variables, options?: LiveOptions): Live<F>
}

export const method =
  <Result, Variables>(
    client: Client,
    document: TypedDocument<Result, Variables>,
  ): Method<Result, Variables> =>
  (...rest) =>
    client.request(document, ...rest)

interface Keyed {
  readonly idempotencyKey?: string | null | undefined
}

/** A mutation with a key, so that it can be tried again. */
export const mutation =
  <Result, Variables extends { readonly input: Keyed }>(
    client: Client,
    document: TypedDocument<Result, Variables>,
  ): Method<Result, Variables> =>
  (...[variables, options]) => {
    const input = { ...variables?.input, idempotencyKey: variables?.input.idempotencyKey ?? randomKey() }
    return client.request<Result>(String(document), { ...variables, input }, options)
  }

export const paged = <Field extends string, List extends Page, Variables>(
  client: Client,
  document: TypedDocument<{ readonly [Name in Field]: List }, Variables>,
): Method<{ readonly [Name in Field]: List }, Variables> & Paged<List, Variables> => {
  const more: Paged<List, Variables> = {
    each: (...[variables, options]) => each(client, document, variables, options),
    pages: (...[variables, options]) => pages(client, document, variables, options),
    all: ({ limit, ...variables }, options) => all(each(client, document, variables, options), limit),
  }
  return Object.assign(method(client, document), more)
}

export const followed = <F extends Frame, Variables extends { readonly after?: string | null | undefined }>(
  client: Client,
  document: TypedDocument<{ readonly [field: string]: F }, Variables>,
): Followed<F, Variables> => ({
  live: (variables, options) => live(client, document, variables, options),
})
