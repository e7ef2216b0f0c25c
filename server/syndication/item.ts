/** One record as any of the formats can tell it. */
export interface Item {
  /** Global id of the record, which is no address yet: `Claim:12`. */
  id: string
  title: string
  /** What there is to read, a paragraph each, as plain text. Never a publisher's own text. */
  paragraphs: readonly string[]
  /** The page elsewhere that it is about or was found on; null without one. */
  page: string | null
  /** Who wrote or said it; empty where that means nothing. */
  authors: readonly string[]
  /** By BCP 47; null where the text has none of its own. */
  language: string | null
  categories: readonly Category[]
  /** Instants. `published` is its source's own time where the record has one. */
  created: string
  published: string
  updated: string
}

export interface Category {
  /** Unique in its scheme. */
  term: string
  scheme: string
  /** For people; null where the term is. */
  label: string | null
}

/** A page of records, newest first unless asked otherwise. */
export interface Page {
  items: readonly Item[]
  /** What `after` takes for the next page; null at the end. */
  next: string | null
}

/**
 * The instant that stands for a plain date where a format has no dates: noon in UTC is on that day from eleven hours
 * west of it to eleven hours east, and midnight would be the day before in all of America.
 */
export const noonOf = (date: string): string => `${date}T12:00:00.000Z`

/** The day, in UTC, of an instant. */
export const dayOf = (instant: string): string => instant.slice(0, 'YYYY-MM-DD'.length)
