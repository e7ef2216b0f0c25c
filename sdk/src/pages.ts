import type { Client } from './client.ts'
import type { TypedDocument } from './document.ts'
import { DatelineError } from './errors.ts'
import type { RequestOptions } from './options.ts'

/** A page of a list, as an operation with one root field asks for it. */
export interface Page {
  readonly nodes: readonly unknown[]
  readonly edges?: readonly { readonly cursor: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** A list of one root field. */
export type ListDocument<List> = TypedDocument<{ readonly [field: string]: List }, never>

/** The items of a list, page by page as they are read; the page that follows is asked for meanwhile. */
export interface Each<Node> extends AsyncIterable<Node> {
  /** The place of the item that was read last: a list `after` it goes on from there. Undefined before the first. */
  readonly cursor: string | undefined
}

/** The pages of a list, the next one asked for while one is read. Leaving the loop ends it. */
export async function* pages<List extends Page>(
  client: Client,
  document: ListDocument<List>,
  variables: object = {},
  options: RequestOptions = {},
): AsyncGenerator<List, void, undefined> {
  const read = async (after?: string | null): Promise<List> => {
    const asked = { ...variables, ...(after && { after }) }
    const data = await client.request<Record<string, List>>(String(document), asked, options)
    const [list] = Object.values(data)
    if (!list) throw new TypeError('The document asks for no list')
    return list
  }
  let next: Promise<List> | undefined = read()
  let last: string | null = null
  while (next) {
    const list: List = await next
    const { hasNextPage, endCursor } = list.pageInfo
    if (hasNextPage && endCursor === last) throw new DatelineError('The list does not go on')
    last = endCursor
    next = hasNextPage ? read(endCursor) : undefined
    // Whoever leaves does not wait for it.
    next?.catch(() => {})
    yield list
  }
}

/** The items of all pages, in their order. */
export function each<List extends Page>(
  client: Client,
  document: ListDocument<List>,
  variables: object = {},
  options: RequestOptions = {},
): Each<List['nodes'][number]> {
  let cursor: string | undefined
  return {
    get cursor() {
      return cursor
    },
    [Symbol.asyncIterator]: async function* () {
      for await (const list of pages(client, document, { ...variables, withCursors: true }, options)) {
        for (const [at, node] of list.nodes.entries()) {
          cursor = list.edges?.[at]?.cursor
          yield node
        }
      }
    },
  }
}

/** All items as an array, `limit` at most. Rejects as a request does. */
export async function all<Node>(items: AsyncIterable<Node>, limit: number): Promise<Node[]> {
  const taken: Node[] = []
  if (limit > 0) for await (const item of items) if (taken.push(item) >= limit) break
  return taken
}
