import { GraphQLError, type GraphQLSchema } from 'graphql'
import type { OracleTables } from './tables.ts'
import type { OracleWords } from './words.ts'

/** What the oracle knows. */
export interface World {
  schema: GraphQLSchema
  tables: OracleTables
  words: OracleWords
  isNode: (type: string) => boolean
}

export const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

/** `published_on` of `publishedOn`. */
export const columnOf = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
