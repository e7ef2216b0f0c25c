import { createHash } from 'node:crypto'
import { type GraphQLInputType, type GraphQLResolveInfo, isInputType, typeFromAST } from 'graphql'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import { Busy } from '../../db/busy.ts'
import type { Statement } from '../../db/database.ts'
import type { Context } from '../context.ts'
import { BadUserInputError, BusyError } from '../errors.ts'
import { readAsOf } from './as-of.ts'
import { createCompilation, fieldSql } from './compile.ts'
import { type Slot, shapeOf, type Variables } from './input.ts'
import { collectFields } from './selection.ts'

/** A root field's statement, waiting for the values of a request. */
export interface Plan {
  field: string
  name: string
  text: string
  parameters: readonly unknown[]
}

/** Resolves a root field by one statement. */
export const resolveRoot = async (
  _root: unknown,
  _args: unknown,
  { database }: Context,
  info: GraphQLResolveInfo,
): Promise<never> => readPlan(database, planOf(info), info.variableValues)

/** The value of a plan for the variables of one request. Typed as `never`: only the compile knows its shape. */
export function readPlan(database: Context['database'], plan: Plan, variables: Variables): Promise<never>
export function readPlan(database: Context['database'], plan: Plan, variables: Variables): Promise<unknown> {
  return database.read(bind(plan, variables)).catch((error: unknown) => {
    throw error instanceof Busy ? new BusyError() : error
  })
}

/** Shapes of variables that one operation keeps plans for. A client that sends more pays for its compiles. */
const MAX_PLANS_AN_OPERATION = 64

interface KnownOperation {
  types: { name: string; type: GraphQLInputType }[]
  plans: Map<string, Plan>
}

/** By the parsed operation: the server keeps parsed documents, and with each its plans. */
const operations = new WeakMap<object, KnownOperation>()

/** The plan of the field being resolved, made at the first request of its shape. */
export function planOf(info: GraphQLResolveInfo): Plan {
  const { types, plans } = operations.get(info.operation) ?? remember(info)
  const shapes = types.map(({ name, type }) => shapeOf(info.variableValues[name], type))
  const key = `${pathOf(info.path)}(${shapes.join()})`
  const known = plans.get(key)
  if (known) return known
  const plan = createPlan(info)
  if (plans.size >= MAX_PLANS_AN_OPERATION) plans.clear()
  plans.set(key, plan)
  return plan
}

const pathOf = ({ prev, key }: GraphQLResolveInfo['path']): string =>
  prev ? `${pathOf(prev)}.${key}` : `${key}`

function remember({ operation, schema }: GraphQLResolveInfo): KnownOperation {
  const types = (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type)
    return isInputType(type) ? [{ name: definition.variable.name.value, type }] : []
  })
  const known: KnownOperation = { types, plans: new Map() }
  operations.set(operation, known)
  return known
}

function createPlan(info: GraphQLResolveInfo): Plan {
  const field = info.parentType.getFields()[info.fieldName]
  if (!field) throw new Error(`There is no field ${info.fieldName}`)
  const { schema, fragments, variableValues: variables } = info
  const document = { schema, fragments, variables }
  const compilation = createCompilation(document, readAsOf(document, field, info.fieldNodes))
  const { sql: text, parameters } =
    sql`select ${fieldSql(compilation, info.parentType, field, info.fieldNodes, noRow)}`.compile(compiler)
  return { field: field.name, name: `d_${createHash('sha1').update(text).digest('hex')}`, text, parameters }
}

/** Throws what reading the root fields of an operation would throw for its variables, before anything is done. */
export function checkPlans(info: GraphQLResolveInfo): void {
  const { operation, parentType, variableValues: variables } = info
  for (const [key, fieldNodes] of collectFields({ ...info, variables }, parentType, [
    operation.selectionSet,
  ])) {
    const fieldName = fieldNodes[0]?.name.value ?? ''
    // Of itself the operation can also ask for `__typename`.
    if (!(fieldName in parentType.getFields())) continue
    const path = { key, prev: undefined, typename: parentType.name }
    bind(planOf({ ...info, fieldName, fieldNodes, path }), variables)
  }
}

const bind = ({ field, name, text, parameters }: Plan, variables: Variables): Statement => ({
  name,
  text,
  values: parameters.map((parameter) =>
    isSlot(parameter) ? checkTexts(parameter.read(variables), field) : parameter,
  ),
})

/** PostgreSQL would fail on U+0000, and the driver turns half a surrogate pair into another character. */
function checkTexts(value: unknown, field: string): unknown {
  for (const text of Array.isArray(value) ? value : [value]) {
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed())) {
      throw new BadUserInputError(field, `${field}: a text holds U+0000, or half of a surrogate pair`)
    }
  }
  return value
}

const isSlot = (value: unknown): value is Slot =>
  typeof value === 'object' && value !== null && 'read' in value

const noRow = (column: string): never => {
  throw new Error(`A root field has no row to read ${column} from`)
}

/** Writes statements and runs none. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
