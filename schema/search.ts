import { sql } from 'kysely'
import { NODE_KINDS } from '../db/vocabulary.ts'
import { builder } from './builder.ts'
import { connectionArguments, connectionType } from './connection.ts'
import { NodeKind } from './entry.ts'
import { ANY_LANGUAGE, readWords, WORDS_LIMIT } from './full-text.ts'
import { nodeJoin, nodeTypes } from './node.ts'
import { Node } from './relay.ts'
import { Span } from './span.ts'
import { variantFilter } from './sql/filter.ts'
import { type Declared, fields, filters, joined, resolveRoot, tableType } from './sql/index.ts'
import { TRUE } from './sql/row.ts'

/** Reviews have neither a name nor a text of their own to be found by. */
const SEARCHED_KINDS = NODE_KINDS.filter((kind) => kind !== 'Review')
const searched = nodeTypes.filter(({ name }) => name !== 'Review')

const Highlight = tableType('search_highlights', 'Highlight', {
  description: 'A stretch of a text in which the words of a search were found.',
})

fields(Highlight, (t) => ({
  field: t.column('field', { description: 'The field of the record that the stretch is from.' }),
  fragment: t.column('fragment', {
    description: 'The stretch: all of a short text, some words of a long one.',
  }),
  spans: t.list(
    Span,
    joined(({ here, there }) => ({
      source: sql`(select * from json_to_recordset(${here('spans')}) as span (starts integer, ends integer))`,
      on: TRUE,
      order: there('starts'),
    })),
    {
      description:
        'What matched, as places in the fragment. No mark-up: a page escapes the text and marks the spans.',
    },
  ),
}))

const SearchHit = tableType('search_hits', 'SearchHit', { description: 'A record that a search found.' })

fields(SearchHit, (t) => ({
  rank: t.column('rank', {
    type: 'Float',
    description: 'How well it matches, from 0 to 1. Comparable within one search only.',
    order: 'By rank.',
  }),
  node: t.variant(
    Node,
    searched.map((to) => ({ to, join: nodeJoin(to.name) })),
    { description: 'The record.' },
  ),
  highlights: t.list(
    Highlight,
    joined(({ here, there }) => ({
      source: sql`search_highlights(${here('kind')}, ${here('node_id')}, ${here('words')}, ${here('query')})`,
      on: TRUE,
      order: there('place'),
    })),
    { description: 'Where the words were found; computed for the hits of the page alone.' },
  ),
}))

filters(
  SearchHit,
  Object.fromEntries(
    searched.map((to) => [
      to.name.toLowerCase(),
      variantFilter(
        { to, join: nodeJoin(to.name) },
        (hit) => hit('kind'),
        `Of the ${to.name} records found, only those that match.`,
      ),
    ]),
  ),
)

const BY_RANK = { field: 'RANK', direction: 'DESC' } as const

builder.queryField('search', (t) =>
  t.field({
    type: connectionType(SearchHit),
    description:
      'Records whose text has the words, or whose name is like them, best match first. Words match in any form and without accents; "a phrase", `or` and `-` for not work as on the web.',
    args: {
      query: t.arg.string({ required: true, description: `The words. Blank finds nothing. ${WORDS_LIMIT}.` }),
      kinds: t.arg({
        type: [NodeKind],
        required: true,
        defaultValue: SEARCHED_KINDS,
        description: 'The nouns to look through.',
      }),
      language: t.arg({
        type: 'Language',
        description:
          'Whose word forms to go by. Null goes by those of the ten most common languages at once.',
      }),
      ...connectionArguments(SearchHit, BY_RANK),
    },
    extensions: {
      access: 'READER',
      sql: {
        is: 'connection',
        to: SearchHit,
        order: BY_RANK,
        join: ({ args }) => {
          const words = args.parameter('query', 'text', readWords('search.query'))
          const languages =
            args.value('language').is === 'absent'
              ? ANY_LANGUAGE
              : sql`array[${args.parameter('language', 'text')}]`
          const kinds = args.parameter('kinds', 'text[]')
          return {
            source: sql`(select *, ${words} as words from search_hits(${words}, ${languages}, ${kinds}))`,
            on: TRUE,
          }
        },
      } satisfies Declared,
    },
    resolve: resolveRoot,
  }),
)
