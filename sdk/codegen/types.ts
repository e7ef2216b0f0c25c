import { plugin as operationTypes } from '@graphql-codegen/typescript-operations'
import { HEADER } from './operations.ts'

/** How typescript-operations writes "or a value that the schema does not have yet". */
const FUTURE_VALUE = "'%future added value'"
/** Any other string; an editor still offers the values known today. */
const OPEN_VALUE = '(string & {})'

/** Prints the types of typescript-operations, with every enum as an open union. */
export async function plugin(...[schema, documents, config, info]: Parameters<typeof operationTypes>) {
  const output = await operationTypes(schema, documents, config, info)
  if (typeof output === 'string') throw new Error('typescript-operations printed text alone')
  const { prepend = [], content } = output
  return {
    // What @defer would need, exported to everybody.
    prepend: [HEADER, ...prepend.filter((text) => !text?.includes('Incremental'))],
    content: content.replaceAll(FUTURE_VALUE, OPEN_VALUE),
  }
}
