import { sql } from 'kysely'
import { builder } from './builder.ts'
import { DEFAULT_PAGE_ROWS, MAX_PAGE_ROWS } from './connection.ts'
import { Entry } from './entry.ts'
import { BadUserInputError } from './errors.ts'
import { feedCursor } from './feed-cursor.ts'
import { filterCondition } from './sql/filter.ts'
import { type Declared, fields, filterInput, joined, resolveRoot, tableType } from './sql/index.ts'
import type { AnyJoin, Arguments } from './sql/join.ts'
import { all, rowOf, TRUE } from './sql/row.ts'

/** Entries that one page looks at, at most: a rare match must not make it read the whole feed. */
const LOOKED_AT_ENTRIES = 10_000

const EntryPage = tableType('feed_page', 'EntryPage', {
  derived: true,
  description: 'A stretch of the feed, for callers who ask from time to time instead of subscribing.',
})

fields(EntryPage, (t) => ({
  entries: t.list(
    Entry,
    joined(({ here, there }) => ({
      on: sql`${there('seq')} = any(${here('seqs')})`,
      order: there('seq'),
    })),
    { description: 'The entries, in the order of the commits. Empty where none of the stretch matches.' },
  ),
  cursor: t.expression({
    type: 'Cursor',
    description: 'Where the stretch ends: the next page, or a subscription, goes on `after` it.',
    sql: (page) => feedCursor(page('seq')),
  }),
  hasMore: t.column('has_more', {
    type: 'Boolean',
    description:
      'Whether the feed goes on behind `cursor`; what follows need not match the filter. Also true of a page that is not full: it ends after 10,000 entries.',
  }),
}))

const page: AnyJoin = ({ args }) => {
  const first = readFirst(args)
  const entry = rowOf('entry')
  const filter = filterCondition(Entry, args.value('filter'), entry, {
    alias: () => {
      throw new Error('Entries are filtered by their own columns alone')
    },
    table: sql.table,
    depth: 0,
    inOrder: false,
  })
  const behind = sql`${entry('seq')} > place.after and ${entry('seq')} <= place.after + ${sql.lit(LOOKED_AT_ENTRIES)}`
  const after =
    args.value('after').is === 'absent'
      ? sql`head.floor_seq`
      : sql`(select feed_place(${args.parameter('after', 'text')}))`
  return {
    source: sql`(select found.seqs, reached.seq, reached.seq < place.seq as has_more
      from (select head.seq, ${after} as after from feed_head head offset 0) place
      cross join lateral (select coalesce(array_agg(seq order by seq), '{}') as seqs from (
        select seq from feed_entry entry where ${all([behind, filter])} order by seq limit ${sql.lit(first)}) listed) found
      cross join lateral (select case when cardinality(found.seqs) = ${sql.lit(first)} then coalesce(found.seqs[${sql.lit(first)}], place.after)
        else least(place.seq, place.after + ${sql.lit(LOOKED_AT_ENTRIES)}) end as seq) reached)`,
    on: TRUE,
  }
}

/** It is part of the plan, as the sizes of all pages. */
function readFirst(args: Arguments): number {
  const given = args.value('first')
  const first = given.is === 'leaf' ? Number(given.known) : DEFAULT_PAGE_ROWS
  if (first >= 0 && first <= MAX_PAGE_ROWS) return first
  throw new BadUserInputError('entries.first', `entries.first is a number from 0 to ${MAX_PAGE_ROWS}`)
}

builder.queryField('entries', (t) =>
  t.field({
    type: EntryPage.ref,
    description:
      'The feed for callers who poll it: asked again `after` the cursor of each answer, it gives every entry once, in the order of the commits.',
    args: {
      after: t.arg({
        type: 'Cursor',
        description: 'Begins behind this place in the feed. Null begins with the oldest entry that is kept.',
      }),
      first: t.arg.int({
        description: `How many entries at most. ${DEFAULT_PAGE_ROWS} when null, ${MAX_PAGE_ROWS} at most; more is an error.`,
      }),
      filter: t.arg({
        type: filterInput(Entry),
        description: 'Which entries to give. Null gives all.',
      }),
    },
    extensions: {
      access: 'READER',
      sql: { is: 'one', to: EntryPage, join: page } satisfies Declared,
    },
    resolve: resolveRoot,
  }),
)
