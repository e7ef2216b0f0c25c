import { createHash } from 'node:crypto'
import type { FieldNode, GraphQLObjectType } from 'graphql'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { isUnavailable } from '../../db/busy.ts'
import type { Database, Statement } from '../../db/database.ts'
import { RefusedCursor } from '../../db/refused-cursor.ts'
import { BadUserInputError, BusyError } from '../errors.ts'
import { cursorError } from '../feed-cursor.ts'
import { readAsOf } from './as-of.ts'
import { createCompilation, rootSql } from './compile.ts'
import type { Slot, Variables } from './input.ts'
import type { Sql } from './row.ts'
import type { Document } from './selection.ts'
import type { Writer } from './writer.ts'

/** A root field's statement, waiting for the values of a request. */
export interface Plan {
  field: string
  name: string
  text: string
  parameters: readonly unknown[]
}

/** A root field as an operation selects it: all its nodes of one response key. */
export interface RootField {
  type: GraphQLObjectType
  name: string
  nodes: readonly FieldNode[]
}

export function createPlan(document: Document, writer: Writer, { type, name, nodes }: RootField): Plan {
  const field = type.getFields()[name]
  if (!field) throw new Error(`There is no field ${name}`)
  const compilation = createCompilation(document, writer, readAsOf(document, field, nodes))
  return planSql(name, rootSql(compilation, type, field, nodes))
}

/** The plan of a statement that answers for a root field. */
export function planSql(field: string, statement: Sql): Plan {
  const { sql: text, parameters } = statement.compile(compiler)
  return { field, name: `d_${createHash('sha1').update(text).digest('hex')}`, text, parameters }
}

/** The value of a plan for the variables of one request. Typed as `never`: only the compile knows its shape. */
export function readPlan(database: Database, plan: Plan, variables: Variables): Promise<never>
export function readPlan(database: Database, plan: Plan, variables: Variables): Promise<unknown> {
  return database.read(bind(plan, variables)).catch((error: unknown) => {
    throw failureOf(error, plan)
  })
}

/** What the caller is told of a read that failed. */
export function failureOf(error: unknown, { field }: Pick<Plan, 'field'>): unknown {
  if (isUnavailable(error)) return new BusyError()
  return error instanceof RefusedCursor ? cursorError(error, `${field}.after`) : error
}

/** The statement with its values. Throws for what no type of the schema rules out. */
export const bind = ({ field, name, text, parameters }: Plan, variables: Variables): Statement => ({
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

/** Writes statements and runs none. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
