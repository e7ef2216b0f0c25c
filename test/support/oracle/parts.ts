/** What the graph shows of a row otherwise than as a column or a related record. */
import type { OracleTables, Row } from './tables.ts'

/** A row as the graph shows it: its type, and what its fields are read from. */
export interface Shown {
  type: string
  row: Row
}

type Part = (row: Row, tables: OracleTables) => unknown

const shown = (type: string, row: Row, isThere = true): Shown | null => (isThere ? { type, row } : null)

/** A row by the first of these columns that holds an id. */
const firstOf =
  (...types: readonly string[]): Part =>
  (row, tables) =>
    types
      .flatMap((type) =>
        tables.where(type.toLowerCase(), 'id', row[`${type.toLowerCase()}_id`]).map((of) => shown(type, of)),
      )
      .at(0) ?? null

const span: Part = ({ starts, ends }) => shown('Span', { start: starts, end: ends }, starts !== null)

const uncertain = (edtf: unknown, earliest: unknown, latest: unknown) =>
  shown(
    'UncertainDate',
    {
      edtf,
      earliest: earliest === '-infinity' ? null : earliest,
      latest: latest === 'infinity' ? null : latest,
    },
    edtf !== null,
  )

/** `publishedOn` of `published_on`, `outlet` of `outlet_id`. */
const graphName = (column: string): string =>
  column.replace(/_id$/, '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

export const PARTS: Record<string, Record<string, Part>> = {
  Article: {
    image: ({ image_url: url, image_caption: caption, image_credit: credit }) =>
      shown('Image', { url, caption, credit }, (url ?? caption ?? credit) !== null),
    rights: ({ rights_holder: holder, rights_notice: notice, rights_usage_terms: usageTerms }) =>
      shown('Rights', { holder, notice, usageTerms }, (holder ?? notice ?? usageTerms) !== null),
  },
  Link: { span },
  Anchor: {
    position: span,
    quote: ({ exact, prefix, suffix }) =>
      shown('TextQuoteSelector', { exact, prefix, suffix }, exact !== null),
  },
  Place: {
    coordinates: ({ latitude, longitude, precision }) =>
      shown('Coordinates', { latitude, longitude, precision }, latitude !== null),
  },
  Event: {
    type: ({ type_scheme: scheme, type_code: code }) => shown('EventType', { scheme, code }),
    when: ({ edtf, earliest, latest }) => uncertain(edtf, earliest, latest),
  },
  Claim: {
    saidOn: ({ said_edtf, said_earliest, said_latest }) => uncertain(said_edtf, said_earliest, said_latest),
  },
  Attribution: { agent: firstOf('Party', 'Outlet', 'Author') },
  Review: { reviewer: firstOf('Outlet', 'Author') },
  FieldChange: {
    field: ({ field }) => graphName(String(field)),
    from: ({ was }) => was,
    to: ({ now }) => now,
  },
}
