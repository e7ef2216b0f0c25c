import { mergeNodes } from '../../db/writes/merge.ts'
import { builder } from '../builder.ts'
import { Refused } from './failure.ts'
import { expectedRevision, sharedFields } from './inputs.ts'
import { mutationField } from './mutation.ts'
import { readNodeId } from './node-id.ts'
import { nodePayload } from './payload.ts'

mutationField('merge', {
  description:
    'Merges a duplicate into the record that stays: whatever refers to it refers to that one from now on, and its id and slug go on answering, with `mergedInto`. There is no way back. Articles that are copies of each other are no duplicates: relate them by `republicationOf`; neither are claims of two articles: relate them by REPEATS. Claims of a merged article cite the links of the one that stays, to which those that it lacks are added.',
  input: builder.inputType('MergeInput', {
    description: 'Which record is a duplicate of which.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The duplicate, by its global id.' }),
      into: t.id({
        required: true,
        description: 'The record that stays, of the same type, by its global id.',
      }),
      expectedRevision: expectedRevision(t),
      ...sharedFields(t),
    }),
  }),
  payload: nodePayload('Merge', 'The duplicate, which names the record that it was merged into.'),
  write: async (trx, input, { actor }) => {
    const [node, into] = [readNodeId(input, 'id'), readNodeId(input, 'into')]
    if (node.kind !== into.kind)
      refuseInto('INCONSISTENT', `One is of type ${node.kind}, the other ${into.kind}.`)
    if (node.id === into.id) refuseInto('SELF_REFERENCE', 'A record is no duplicate of itself.')
    const { expectedRevision } = input
    await mergeNodes(trx, node, into.id, { actor, expectedRevision })
    return node
  },
})

function refuseInto(code: string, message: string): never {
  throw new Refused([{ path: ['input', 'into'], code, message }])
}
