import { type GraphQLField, isNonNullType } from 'graphql'
import type { Dice } from '../random.ts'
import type { Cursors } from './cursors.ts'
import type { Draft } from './draft.ts'
import type { Samples } from './samples.ts'
import { drawValue } from './values.ts'

export interface Source {
  dice: Dice
  samples: Samples
  cursors: Cursors
}

/** The arguments of one use of a field. */
export interface Given {
  /** With brackets; empty where there are none. */
  text: string
  /** Of a list: which it is, and how many records a page holds at most. */
  list: Record<string, unknown>
  size: number
}

const [DEFAULT_ROWS, TOO_MANY_ROWS] = [20, 101]
const SIZES = [0, 1, 1, 2, 2, 3, 3, 5, 10, 30, 100] as const
const PAGE = ['first', 'after', 'last', 'before']
/** Such as `by`: without it there is nothing to ask. */
const RARE: Record<string, number> = { asOf: 0.04, withdrawn: 0.35, filter: 0.6, orderBy: 0.5 }

/** Draws arguments for a field below which no more than so many rows may be asked for. */
export function drawArguments(
  { dice, samples, cursors }: Source,
  draft: Draft,
  type: string,
  field: GraphQLField<unknown, unknown>,
  rows: number,
): Given {
  const { chance } = dice
  const values = new Map<string, unknown>()
  const isPaged = field.args.some(({ name }) => name === 'first')
  const known = isPaged && chance(0.5) ? cursors.known(dice, `${type}.${field.name}`) : undefined
  for (const [name, value] of Object.entries(known?.args ?? {})) values.set(name, value)
  for (const { name, type: of, defaultValue } of field.args) {
    if (PAGE.includes(name) || (known && name !== 'asOf')) continue
    const isRequired = isNonNullType(of) && defaultValue === undefined
    if (!isRequired && !chance(RARE[name] ?? 0.3)) continue
    values.set(name, !isNonNullType(of) && chance(0.08) ? null : drawValue(dice, samples, of, name))
  }
  // What is asked of an instant has cursors of its own. Later than all there is, it answers as the present does.
  if (values.get('asOf')) values.set('asOf', '9999-01-01T00:00:00Z')
  const list = Object.fromEntries([...values].filter(([name]) => name !== 'asOf'))
  const size = isPaged ? drawPage(dice, values, known?.cursors ?? [], rows) : 1
  // Where null is no value: the executor refuses it.
  if (values.has('orderBy') && chance(0.01)) values.set('orderBy', null)
  const texts = field.args.flatMap(({ name, type: of, defaultValue }) => {
    if (!values.has(name)) return []
    return [`${name}: ${writeOne(values.get(name))}`]

    function writeOne(value: unknown): string {
      return isNonNullType(of) && value === null
        ? nullVariable(draft, `${of.ofType}`)
        : draft.write(of, value, defaultValue !== undefined)
    }
  })
  return { text: texts.length > 0 ? `(${texts.join(', ')})` : '', list, size }
}

/** A nullable variable in a place with a default may be given null, and is refused only when it is. */
function nullVariable(draft: Draft, type: string): string {
  const name = `null${draft.next()}`
  draft.declarations.push(`$${name}: ${type}`)
  draft.variables[name] = null
  return `$${name}`
}

function drawPage(
  { chance, pick, below }: Dice,
  values: Map<string, unknown>,
  cursors: readonly string[],
  rows: number,
): number {
  const fitting = SIZES.filter((size) => size <= rows)
  const size = rows >= DEFAULT_ROWS && chance(0.3) ? undefined : (fitting[below(fitting.length)] ?? 1)
  const backwards = chance(0.4)
  if (size !== undefined) values.set(backwards ? 'last' : 'first', size)
  if (chance(0.05)) values.set(backwards ? 'first' : 'last', null)
  for (const name of ['after', 'before']) {
    const cursor = cursors[below(cursors.length)]
    if (cursor !== undefined && chance(0.5)) values.set(name, cursor)
    else if (chance(0.05)) values.set(name, null)
    else if (chance(0.003)) values.set(name, pick(['', 'x', 'MQ', '🙂', 'MS5fQXNzZ09KTS4yNy45OTk5LTEyLTMx']))
  }
  if (chance(0.003)) values.set('first', TOO_MANY_ROWS)
  if (chance(0.002)) values.set('last', -1)
  if (chance(0.002)) {
    values.set('first', 1)
    values.set('last', 1)
  }
  return size ?? DEFAULT_ROWS
}
