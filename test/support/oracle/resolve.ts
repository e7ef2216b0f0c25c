import assert from 'node:assert/strict'
import { type GraphQLFieldResolver, getNamedType, isListType, isNonNullType } from 'graphql'
import { canonicalUrl } from '../../../db/values/canonical-url.ts'
import { createEntryPage, feedCursor } from './feed.ts'
import { objectOf } from './filter.ts'
import { createPage } from './page.ts'
import { PARTS, type Shown } from './parts.ts'
import { relationOf } from './relations.ts'
import { isHidden, type Row } from './tables.ts'
import { badInput, columnOf, type World } from './world.ts'

type Args = Readonly<Record<string, unknown>>
/** The instant that each root field is asked for, by its response key. */
type AsOf = Map<string, string>
type Resolver = GraphQLFieldResolver<unknown, AsOf, Args>
type Info = Parameters<Resolver>[3]

/** Resolves any field of the graph. */
export function createResolver(oracle: World): Resolver {
  return (source, args, asOf, info) => {
    if (info.parentType.name === 'Query') {
      if (typeof args.asOf === 'string') asOf.set(rootKey(info), args.asOf)
      return resolveRoot(oracle, args, asOf, info)
    }
    const { type, row } = shownOf(source)
    const relation = relationOf(type, info.fieldName, oracle.isNode(type))
    if (relation)
      return resolveRelated(oracle, relation.to, relation.find(row, oracle.tables), args, asOf, info)
    const part = PARTS[type]?.[info.fieldName]
    if (part) return part(row, oracle.tables)
    if (type === 'Entry' && info.fieldName === 'cursor') return feedCursor(oracle.tables, Number(row.seq))
    if (type === 'Entry' && info.fieldName === 'nodeId') return `${row.kind}:${row.node_id}`
    if (type === 'Entry' && info.fieldName === 'node') return namedNode(oracle, row)
    if (info.fieldName === 'id') return `${type}:${row.id}`
    if (type === 'SearchHit' && info.fieldName === 'node') return namedNode(oracle, row)
    if (type === 'SearchHit' && info.fieldName === 'highlights') {
      return oracle.words.highlights(row).then((rows) => rows.map((of) => ({ type: 'Highlight', row: of })))
    }
    if (type === 'Highlight' && info.fieldName === 'spans') return spansOf(row)
    const value = info.fieldName in row ? row[info.fieldName] : row[columnOf(info.fieldName)]
    return typeof value === 'function' ? value() : value
  }
}

function resolveRelated(
  oracle: World,
  to: string,
  rows: readonly Row[],
  args: Args,
  asOf: AsOf,
  info: Info,
): unknown {
  const named = getNamedType(info.returnType).name
  if (named.endsWith('Connection')) {
    return createPage(oracle, rows, {
      field: `${info.parentType.name}.${info.fieldName}`,
      to,
      args,
      names: info.parentType.getFields()[info.fieldName]?.args.map(({ name }) => name) ?? [],
      asOf: asOf.get(rootKey(info)),
    })
  }
  const isList = isListType(isNonNullType(info.returnType) ? info.returnType.ofType : info.returnType)
  if (isList) return rows.filter((row) => !isHidden(row)).map((row) => ({ type: to, row }))
  return rows.map((row) => ({ type: to, row })).at(0) ?? null
}

async function resolveRoot(oracle: World, args: Args, asOf: AsOf, info: Info): Promise<unknown> {
  const { fieldName } = info
  const type = getNamedType(info.returnType).name
  if (fieldName === 'node') return byGlobalId(oracle, args.id)
  if (fieldName === 'nodes') {
    const ids: readonly unknown[] = Array.isArray(args.ids) ? args.ids : []
    if (ids.length > 100) throw badInput('Too many ids')
    return ids.map((id) => byGlobalId(oracle, id))
  }
  if (fieldName === 'entries') return createEntryPage(oracle, args)
  if (fieldName === 'search') {
    const kinds = Array.isArray(args.kinds) ? args.kinds : []
    const language = typeof args.language === 'string' ? args.language : undefined
    if (String(args.query).includes('\0')) throw badInput('A text holds U+0000')
    const hits = await oracle.words.hits(String(args.query), language, kinds)
    return resolveRelated(oracle, 'SearchHit', hits, args, asOf, info)
  }
  if (type.endsWith('Connection')) {
    const to = type.slice(0, -'Connection'.length)
    return resolveRelated(oracle, to, oracle.tables.all(to.toLowerCase()), args, asOf, info)
  }
  return lookUp(oracle, type, objectOf(args.by))
}

function lookUp(oracle: World, type: string, { id, slug, url }: Args): Shown | null {
  if (typeof id === 'string') {
    const found = byGlobalId(oracle, id)
    return found?.type === type ? found : null
  }
  if (String(slug).includes('\0')) throw badInput('A text holds U+0000')
  const [column, key] = typeof slug === 'string' ? ['slug', slug] : ['canonical_url', normalForm(String(url))]
  const [row] = oracle.tables.where(type.toLowerCase(), column, key)
  return row ? { type, row } : null
}

function normalForm(url: string): string | null {
  try {
    return canonicalUrl(url)
  } catch {
    return null
  }
}

function byGlobalId(oracle: World, id: unknown): Shown | null {
  const [type = '', digits, ...more] = String(id).split(':')
  if (!oracle.isNode(type) || more.length > 0) return null
  const [row] = oracle.tables.where(type.toLowerCase(), 'id', digits)
  return row ? { type, row } : null
}

/** The record that a hit or an entry is of. */
function namedNode({ tables }: World, { kind, node_id }: Row): Shown | null {
  const [row] = tables.where(String(kind).toLowerCase(), 'id', node_id)
  return row ? { type: String(kind), row } : null
}

const spansOf = ({ spans }: Row): Shown[] =>
  (Array.isArray(spans) ? spans : [])
    .map((span) => objectOf(span))
    .toSorted((one, other) => Number(one.starts) - Number(other.starts))
    .map(({ starts, ends }) => ({ type: 'Span', row: { start: starts, end: ends } }))

function rootKey(info: Info): string {
  let { path } = info
  while (path.prev) path = path.prev
  return String(path.key)
}

function shownOf(source: unknown): Shown {
  assert.ok(isShown(source))
  return source
}

const isShown = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && 'type' in value && 'row' in value
