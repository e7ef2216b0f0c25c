import { type Category, dayOf, type Item, type Page } from './item.ts'
import type { Noun } from './noun.ts'

/** A page of records with addresses, as a format writes it. Texts are plain. */
export interface Feed {
  title: string
  description: string
  /** Its own address, by which it is known. */
  self: string
  /** Where people go. */
  home: string
  /** Address of the page after it; null at the end. */
  next: string | null
  /** When the latest change of its items was; of an empty one, the beginning of time. */
  updated: string
  items: readonly FeedItem[]
}

export interface FeedItem extends Omit<Item, 'page' | 'categories'> {
  /** Unique in the world, and the same for ever at one address of the service: a tag URI (RFC 4151). */
  uri: string
  /** The page it is about, or the record itself in the playground. */
  link: string
  categories: readonly FeedCategory[]
}

export interface FeedCategory extends Category {
  /** Its scheme as a tag URI: Atom wants an address. */
  schemeUri: string
}

/** Where a feed is asked for. */
export interface Addresses {
  /** Address of the service without the slash at its end. */
  base: string
  /** Whether that is a setting, and not what a caller has called it. */
  areOwn: boolean
  /** Path and query of the feed. */
  path: string
  /** Path of GraphQL. */
  graphqlPath: string
}

/** Gives a page of a list its addresses. Says nothing that the same page would not say again: its text has an ETag. */
export function createFeed({ title, lookup }: Noun, { items, next }: Page, addresses: Addresses): Feed {
  const { base, path, graphqlPath } = addresses
  const { hostname } = new URL(base)
  const authority = authorityOf(hostname)
  const playground = `${base}${graphqlPath}`
  return {
    title: `Dateline: ${title.toLowerCase()}`,
    description: `${title} recorded in Dateline`,
    self: base + path,
    home: playground,
    next: next === null ? null : withAfter(base + path, next),
    updated: items.reduce((latest, { updated }) => (updated > latest ? updated : latest), NEVER),
    items: items.map(({ page, categories, ...item }) => ({
      ...item,
      uri: `tag:${authority},${dayOf(item.created)}:${item.id}`,
      link: page ?? `${playground}?query=${encodeURIComponent(lookup(item.id))}`,
      categories: categories.map((category) => ({
        ...category,
        schemeUri: `tag:${authority},${SCHEMES_SINCE}:scheme/${encodeURIComponent(category.scheme)}`,
      })),
    })),
  }
}

/** A tag says when its host was whose who gives it out. */
const SCHEMES_SINCE = '2026'

const NEVER = '1970-01-01T00:00:00.000Z'

/** Tags are given out in the name of a host that has a name; an address of numbers may have colons and brackets. */
const authorityOf = (hostname: string) => hostname.replaceAll(/[^\w.-]/g, '-')

function withAfter(address: string, cursor: string): string {
  const url = new URL(address)
  url.searchParams.set('after', cursor)
  return url.href
}
