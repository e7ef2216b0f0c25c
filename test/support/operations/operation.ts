import { type GraphQLField, parse, validate } from 'graphql'
import { schema } from '../../../schema/index.ts'
import type { Source } from './arguments.ts'
import type { ListUse } from './cursors.ts'
import { createDraft } from './draft.ts'
import { isLong } from './keys.ts'
import { createSelections } from './selection.ts'

/** A valid query with its variables. */
export interface RandomOperation {
  source: string
  variables: Record<string, unknown>
  lists: readonly ListUse[]
  /** Whether a response key is too long for PostgreSQL. */
  hasLongKey: boolean
}

const TRIES = 200
const BUDGET = { depth: 5, rows: 400 }

/** Draws an operation. What the rules of GraphQL refuse, two fields in one place above all, is drawn again. */
export function drawOperation(source: Source): RandomOperation {
  for (let at = 0; at < TRIES; at++) {
    const drawn = drawOnce(source)
    if (validate(schema, parse(drawn.source)).length === 0) return drawn
  }
  throw new Error(`None of ${TRIES} operations was valid`)
}

function drawOnce(source: Source): RandomOperation {
  const { below, chance } = source.dice
  const query = schema.getQueryType()
  if (!query) throw new Error('There is no query')
  const draft = createDraft(source.dice)
  const selections = createSelections(source, draft)
  // What admins look after is no record: the oracle does not know it.
  const fields: GraphQLField<unknown, unknown>[] = Object.values(query.getFields()).filter(
    ({ extensions }) => extensions.access === 'READER',
  )
  const roots = Array.from({ length: chance(0.7) ? 1 : 1 + below(3) }, () => fields[below(fields.length)])
  const parts = roots.flatMap((field) => (field ? [selections.use(query, field, BUDGET)] : []))
  if (chance(0.05)) parts.push(selections.select(query, { ...BUDGET, depth: 2 }))
  const head = draft.declarations.length > 0 ? `query Q(${draft.declarations.join(', ')})` : 'query'
  const body = parts.map(({ text }) => text).join(' ')
  const text = [`${head} { ${body} }`, ...draft.fragments].join('\n')
  return {
    source: text,
    variables: draft.variables,
    lists: text.includes('asOf') ? [] : parts.flatMap(({ lists }) => lists),
    hasLongKey: isLong(text),
  }
}
