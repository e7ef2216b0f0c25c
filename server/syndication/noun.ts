import { readFileSync } from 'node:fs'
import { Kind, parse, print, type SelectionSetNode, visit } from 'graphql'
import type { Item, Page } from './item.ts'
import { sentence } from './words.ts'

/** A list of the graph as a feed. */
export interface Noun {
  /** The root field, and the name in the feed's address: `claims`. */
  name: string
  /** The name of the feed for people: `Claims`. */
  title: string
  /** The query that is asked for a page. */
  document: string
  /** Reads the text of its answer; null where GraphQL has refused it. */
  read: (answer: string) => Page | null
  /** A query for one record of the page, by its global id, with the same selection. */
  lookup: (id: string) => string
}

interface Answer {
  readonly list: {
    readonly nodes: readonly Dated[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

interface Dated {
  readonly id: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a noun tells of a record beyond what all tell. Without `published` that is when the record was made. */
type Told = Pick<Item, 'title' | 'paragraphs'> &
  Partial<Pick<Item, 'page' | 'authors' | 'language' | 'categories' | 'published'>>

/** The feed of a list. `Query` is the type that `npm run generate` has made of its document. */
export function createNoun<Query extends Answer>(
  name: string,
  tell: (node: Query['list']['nodes'][number]) => Told,
): Noun {
  const document = readFileSync(new URL(`documents/${name}.graphql`, import.meta.url), 'utf8')
  const selection = selectionOf(document)
  return {
    name,
    title: sentence(name),
    document,
    read: (answer) => {
      const { data }: { data?: Query | null } = JSON.parse(answer)
      if (!data) return null
      const { nodes, pageInfo } = data.list
      return {
        items: nodes.map((node) => ({ ...commonOf(node), ...tell(node) })),
        next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
      }
    },
    lookup: (id) => `{ node(id: ${JSON.stringify(id)}) { ... on ${id.split(':')[0]} ${selection} } }`,
  }
}

const commonOf = ({ id, createdAt, updatedAt }: Dated) => ({
  id,
  page: null,
  authors: [],
  language: null,
  categories: [],
  created: createdAt,
  published: createdAt,
  updated: updatedAt,
})

/** What a document asks of each node, on one line. */
function selectionOf(document: string): string {
  const found: SelectionSetNode[] = []
  visit(parse(document), {
    [Kind.FIELD]: ({ name, selectionSet }) => {
      if (name.value === 'nodes' && selectionSet) found.push(selectionSet)
    },
  })
  return found.map(print).join().replaceAll(/\s+/g, ' ')
}
