import { isNonNullType } from 'graphql'
import type pg from 'pg'
import type { Database } from '../../db/database.ts'
import { schema } from '../../schema/index.ts'
import { columnFilters, relationFilters } from './filters.ts'
import { pagesOf } from './pages.ts'
import type { Case } from './statement.ts'
import { relationsOf, rootLists } from './types.ts'
import { drawValues, WORDS } from './values.ts'

/** Every query to look at: pages, filters, counts, what a record leads to, look-ups and searches. */
export async function allCases(database: Database, client: pg.Client): Promise<Case[]> {
  const cases: Case[] = []
  for (const { field, declared } of rootLists()) {
    const { name: list } = field
    const { to } = declared
    cases.push(...(await pagesOf(database, client, list, to)))
    cases.push({ name: `past ${list}`, source: `{ ${list}(asOf: "2022-01-01T00:00:00Z") { nodes { id } } }` })
    cases.push({ name: `count ${list}`, source: `{ ${list} { totalCount } }` })
    const own = await columnFilters(client, to)
    for (const { name, filter } of [...own, ...(await relationFilters(client, to))]) {
      const query = (selection: string) =>
        `query ($filter: ${to.name}Filter) { ${list}(filter: $filter) { ${selection} } }`
      cases.push({ name: `filter ${list} by ${name}`, source: query('nodes { id }'), variables: { filter } })
      if (own.some((filtered) => filtered.name === name)) {
        cases.push({ name: `count ${list} by ${name}`, source: query('totalCount'), variables: { filter } })
      }
    }
    cases.push(...relatedCases(list, to.name))
  }
  return [...cases, ...(await lookups(client)), ...searches()]
}

/** What the first record of a list leads to, in every order: of what bench:data makes, the first have the most. */
function relatedCases(list: string, type: string): Case[] {
  return relationsOf(type).flatMap(({ field, declared }) => {
    const ask = (rest: string) =>
      `{ ${list}(first: 1, orderBy: { field: CREATED_AT }) { nodes { ${field.name}${rest} } } }`
    const name = `related ${type}.${field.name}`
    if (declared.is !== 'connection') return [{ name, source: ask(' { __typename }') }]
    return [...declared.to.orders.keys()]
      .flatMap((order) => ['ASC', 'DESC'].map((direction) => ({ field: order, direction })))
      .map(({ field: order, direction }) => {
        const orderBy =
          declared.to.orders.size > 1 ? `(orderBy: { field: ${order}, direction: ${direction} })` : ''
        return {
          name: `${name} by ${order} ${direction}`,
          source: ask(`${orderBy} { nodes { __typename } }`),
        }
      })
      .concat({ name: `count ${type}.${field.name}`, source: ask(' { totalCount }') })
  })
}

/** Each way to name one record. */
async function lookups(client: pg.Client): Promise<Case[]> {
  const cases: Case[] = []
  for (const { field, declared } of relationsOf('Query')) {
    const by = field.args.find(({ name, type }) => name === 'by' && isNonNullType(type))
    if (!by) continue
    const { to } = declared
    const keys = new Map([
      ['slug', 'slug'],
      ...[...to.keys].map(([key, { column }]) => [key, column] as const),
    ])
    const given: [string, string][] = [['id', `${to.name}:1`]]
    for (const [key, column] of keys)
      given.push([key, (await drawValues(client, `${to.table}.${column}`))?.rare ?? NOWHERE])
    for (const [key, value] of given) {
      cases.push({
        name: `look-up ${field.name} by ${key}`,
        source: `query ($value: ${to.name}By!) { ${field.name}(by: $value) { id } }`,
        variables: { value: { [key]: value } },
      })
    }
  }
  const ids = [...schema.getPossibleTypes(nodeInterface())].map(({ name }) => `${name}:1`)
  cases.push({
    name: 'look-up nodes',
    source: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids },
  })
  return cases
}

/** Where a key has no value, one that no record has. */
const NOWHERE = 'https://nowhere.example/'

function nodeInterface() {
  const node = schema.getType('Node')
  if (!node || !('resolveType' in node)) throw new Error('Node is no interface')
  return node
}

const QUERIES = {
  'a common word': WORDS.common,
  'a middling word': WORDS.middling,
  'a rare word': WORDS.rare,
  'two words': `${WORDS.common} ${WORDS.middling}`,
  'a phrase': `"${WORDS.common} ${WORDS.middling}"`,
  'one or the other': `${WORDS.middling} or ${WORDS.rare}`,
  'one without the other': `${WORDS.middling} -${WORDS.rare}`,
  'no word at all': 'xyzzyxyzzy',
}

const searches = (): Case[] =>
  Object.entries(QUERIES).flatMap(([name, query]) =>
    ['', ', kinds: [Article]'].map((kinds) => ({
      name: `search for ${name}${kinds && ' in articles'}`,
      source: `query ($query: String!) { search(query: $query${kinds}) { nodes { rank node { id } highlights { field fragment spans { start end } } } } }`,
      variables: { query },
    })),
  )
