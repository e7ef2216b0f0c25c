import { type ASTNode, GraphQLError } from 'graphql'
import { LIMITS, type LimitName } from './limits.ts'

/** A request that asks for more than a limit allows. Nothing of it is done. */
export class LimitError extends GraphQLError {
  constructor(name: LimitName, most: number, { nodes, status = 400 }: Told = {}) {
    super(`This has more than ${most} ${LIMITS[name].unit}, which is the limit`, {
      extensions: { code: 'LIMIT_EXCEEDED', limit: name, most, http: { status } },
      ...(nodes && { nodes }),
    })
  }
}

interface Told {
  /** Where it stands in the document. */
  nodes?: ASTNode
  status?: number
}
