import { MAX_PROSE, text } from '../../db/writes/values.ts'
import { restoreNode, withdrawNode } from '../../db/writes/withdraw.ts'
import { builder } from '../builder.ts'
import { expectedRevision, sharedFields } from './inputs.ts'
import { mutationField } from './mutation.ts'
import { readNodeId } from './node-id.ts'
import { nodePayload } from './payload.ts'
import { readInput } from './read-input.ts'

mutationField('withdraw', {
  description:
    'Takes a record back, of any type, with a reason that everybody can read. It stays readable by id, slug and reference; lists and figures leave it out.',
  input: builder.inputType('WithdrawInput', {
    description: 'Which record to withdraw, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The record, by its global id.' }),
      reason: t.string({ required: true, description: 'Why, in the words that readers are to see.' }),
      expectedRevision: expectedRevision(t),
      ...sharedFields(t),
    }),
  }),
  payload: nodePayload('Withdraw', 'The record that was withdrawn.'),
  write: async (trx, input, { actor }) => {
    const node = readNodeId(input, 'id')
    const { expectedRevision } = input
    const reason = readInput(input, 'reason', text(MAX_PROSE))
    await withdrawNode(trx, node, reason, { actor, expectedRevision })
    return node
  },
})

mutationField('restore', {
  description: 'Takes the withdrawal of a record back. Lists and figures have it again.',
  input: builder.inputType('RestoreInput', {
    description: 'Which record to restore.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The record, by its global id.' }),
      expectedRevision: expectedRevision(t),
      ...sharedFields(t),
    }),
  }),
  payload: nodePayload('Restore', 'The record that was restored.'),
  write: async (trx, input, { actor }) => {
    const node = readNodeId(input, 'id')
    const { expectedRevision } = input
    await restoreNode(trx, node, { actor, expectedRevision })
    return node
  },
})
