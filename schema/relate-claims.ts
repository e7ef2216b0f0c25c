import type { Transaction } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { RELATION_KINDS } from '../db/vocabulary.ts'
import type { NodeKey } from '../db/writes/conflict.ts'
import { keepMergesOut } from '../db/writes/merge-lock.ts'
import { findNode, type NodeRow } from '../db/writes/node-row.ts'
import { changeRelations, type Relation } from '../db/writes/relate.ts'
import { MAX_PROSE, oneOf, text } from '../db/writes/values.ts'
import { builder } from './builder.ts'
import { Claim, RelationKind } from './claim.ts'
import { Refused } from './writes/failure.ts'
import { expectedRevision, sharedFields } from './writes/inputs.ts'
import { mutationField } from './writes/mutation.ts'
import { readNodeId } from './writes/node-id.ts'
import { recordPayload } from './writes/payload.ts'
import { readInput, readOptional } from './writes/read-input.ts'
import type { Write } from './writes/run.ts'

mutationField('relateClaims', {
  description:
    'Records how one claim stands to another, beside what is recorded already. Claims that contradict each other stay side by side. The same relation again changes its note.',
  input: builder.inputType('RelateClaimsInput', {
    description: 'Two claims, and how the first stands to the second.',
    fields: (t) => ({
      claim: t.id({ required: true, description: 'The claim that stands so, by its global id.' }),
      kind: t.field({ type: RelationKind, required: true, description: 'How it stands.' }),
      other: t.id({ required: true, description: 'The claim that it stands so to, by its global id.' }),
      note: t.string({ description: 'Why you think so; null without a note.' }),
      expectedRevision: expectedRevision(t),
      ...sharedFields(t),
    }),
  }),
  payload: recordPayload('RelateClaims', Claim, 'claims'),
  write: relating((stored, given) =>
    stored.some((one) => isSame(one, given))
      ? stored.map((one) => (isSame(one, given) ? given : one))
      : [...stored, given],
  ),
})

mutationField('unrelateClaims', {
  description:
    'Takes a relation between two claims back. One that is not recorded, or with the other claim alone, changes nothing.',
  input: builder.inputType('UnrelateClaimsInput', {
    description: 'Two claims, and the relation of the first to the second that does not hold.',
    fields: (t) => ({
      claim: t.id({ required: true, description: 'The claim that stood so, by its global id.' }),
      kind: t.field({ type: RelationKind, required: true, description: 'How it stood.' }),
      other: t.id({ required: true, description: 'The claim that it stood so to, by its global id.' }),
      expectedRevision: expectedRevision(t),
      ...sharedFields(t),
    }),
  }),
  payload: recordPayload('UnrelateClaims', Claim, 'claims'),
  write: relating((stored, given) => stored.filter((one) => !isSame(one, given))),
})

const isSame = (one: Relation, other: Relation) => one.kind === other.kind && one.claim === other.claim

/** Changes the relations of one claim by the one that an input speaks of. */
function relating(change: (stored: Relation[], given: Relation) => Relation[]): Write {
  return async (trx, input, { actor }) => {
    await keepMergesOut(trx)
    const claim = readNodeId(input, 'claim', 'Claim')
    const other = await findStanding(trx, readNodeId(input, 'other', 'Claim'))
    if (claim.id === other.id) {
      const message = 'A claim stands in no relation to itself.'
      throw new Refused([{ path: ['input', 'other'], code: 'SELF_REFERENCE', message }])
    }
    const kind = readInput(input, 'kind', oneOf(RELATION_KINDS))
    const note = readOptional(input, 'note', text(MAX_PROSE))
    const given = { kind, claim: other.slug, note }
    const { expectedRevision } = input
    const by = { actor, expectedRevision }
    const problems = await changeRelations(trx, claim.id, (stored) => change(stored, given), by)
    const [problem] = problems
    if (problem)
      throw new Refused([{ path: ['input', 'claim'], code: problem.code, message: problem.message }])
    return claim
  }
}

/** The claim that a reference to a claim leads to: for a duplicate, the one that it was merged into. */
async function findStanding(trx: Transaction<Tables>, claim: NodeKey): Promise<NodeRow> {
  const found = await findNode(trx, claim, 'other')
  return found.merged_into === null ? found : findNode(trx, { ...claim, id: found.merged_into }, 'other')
}
