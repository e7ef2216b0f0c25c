import { type DocumentNode, type GraphQLError, Kind } from 'graphql'
import { fragmentsOf } from '../../schema/operation.ts'
import type { SelectionBounds } from '../../schema/webhook/bounds.ts'
import { RefusedSelection } from '../../schema/webhook/selection.ts'
import { createWeigh } from './admit.ts'
import type { Limits } from './limits.ts'
import { limitRules } from './rules.ts'

/** What selections of webhooks are held to: whatever a request to subscribe is, but for rates. */
export function selectionBounds(limits: Limits): SelectionBounds {
  const weigh = createWeigh(limits)
  return {
    maxTokens: limits.tokens,
    rules: limitRules(limits),
    admit: (document, variables) => {
      for (const operation of operationsOf(document)) {
        const { refusal } = weigh({ operation, fragments: fragmentsOf(document), variables })
        if (refusal) throw new RefusedSelection(blameOf(refusal), refusal.message)
      }
    },
  }
}

const operationsOf = ({ definitions }: DocumentNode) =>
  definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)

/** Conditions may stand in either, and cost what they do because of where they stand. */
const blameOf = ({ extensions }: GraphQLError): 'selection' | 'variables' =>
  extensions.code === 'COST_LIMIT_EXCEEDED' || extensions.limit === 'conditions' ? 'selection' : 'variables'
