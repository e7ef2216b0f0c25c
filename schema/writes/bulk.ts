import { sql } from 'kysely'
import { isObject } from '../../db/writes/reading.ts'
import type { Outcome } from '../../db/writes/save.ts'
import { type MixedRecord, saveMixed } from '../../db/writes/save-mixed.ts'
import { builder } from '../builder.ts'
import { nodeJoin, nodeTypes } from '../node.ts'
import { Node } from '../relay.ts'
import { enumType, fields, joined, tableType } from '../sql/index.ts'
import { parameter } from '../sql/input.ts'
import { TRUE } from '../sql/row.ts'
import { fieldProblems, Refused } from './failure.ts'
import { kindOf, recordInput, sharedFields } from './inputs.ts'
import { mutationField } from './mutation.ts'
import { feedCursorField, readTokenField, writtenSlot } from './payload.ts'
import { recordOf } from './record.ts'

/** Records of one `bulk` at most. */
export const MAX_BULK_RECORDS = 1_000

const WriteResult = enumType(
  'WriteResult',
  ['CREATED', 'REVISED', 'UNCHANGED'],
  'What a record in bulk came to.',
  {
    CREATED: 'It is new.',
    REVISED: 'A stored record was changed.',
    UNCHANGED: 'The stored record said the same already: nothing was written.',
  },
)

const BulkRecord = tableType('feed_entry', 'BulkRecord', {
  description: 'One of the records of a `bulk`.',
  access: 'EDITOR',
})

fields(BulkRecord, (t) => ({
  result: t.expression({
    type: WriteResult,
    description: 'What it came to.',
    sql: (record) => record('action'),
  }),
  node: t.variant(
    Node,
    nodeTypes.map((to) => ({ to, join: nodeJoin(to.name) })),
    { description: 'The record as it is now.' },
  ),
}))

const BulkPayload = tableType('feed_entry', 'BulkPayload', {
  description: 'The records that were written.',
  access: 'EDITOR',
})

fields(BulkPayload, (t) => ({
  records: t.list(
    BulkRecord,
    joined(({ there }) => ({
      source: sql`(select * from unnest(${parameter(writtenSlot('kinds'), 'text[]')}, ${parameter(writtenSlot('ids'), 'bigint[]')},
        ${parameter(writtenSlot('results'), 'text[]')}) with ordinality as written (kind, node_id, action, seq))`,
      on: TRUE,
      order: there('seq'),
    })),
    { description: 'One for each of the input, in its order.' },
  ),
  feedCursor: feedCursorField,
  readToken: readTokenField,
}))

const OneRecord = builder.inputType('RecordInput', {
  description: 'A record of one type.',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      nodeTypes.map((type) => [
        type.name.toLowerCase(),
        t.field({ type: recordInput(type), description: `One ${type.name}, new or changed.` }),
      ]),
    ),
})

mutationField('bulk', {
  description: `Writes up to ${MAX_BULK_RECORDS.toLocaleString('en')} records in one transaction, all or none: what an import does with a file. Each is found or made by its slug, so that the same records can be sent again. They may refer to each other by their slugs, in any order.`,
  input: builder.inputType('BulkInput', {
    description: 'Records to write.',
    fields: (t) => ({
      records: t.field({
        type: [OneRecord],
        required: true,
        description: `${MAX_BULK_RECORDS.toLocaleString('en')} at most. Several of one slug are written one after the other.`,
      }),
      ...sharedFields(t),
    }),
  }),
  payload: BulkPayload,
  write: async (trx, input, { actor, inputType }) => {
    refuseTooMany(input.records)
    const { records } = await recordOf(trx, inputType, input)
    const mixed = Array.isArray(records) ? records.map(readMixed) : []
    const outcomes = await saveMixed(trx, mixed, actor)
    return savedOf(mixed, outcomes)
  },
})

function refuseTooMany(records: unknown): void {
  if (!Array.isArray(records) || records.length <= MAX_BULK_RECORDS) return
  const message = `These are ${records.length} records; ${MAX_BULK_RECORDS} are written at most.`
  throw new Refused([{ path: ['input', 'records'], code: 'TOO_MANY', message }])
}

/** The one field of a RecordInput: the noun, and the record. */
function readMixed(given: unknown): MixedRecord {
  const [[name, record] = ['', null]] = isObject(given) ? Object.entries(given) : []
  const type = nodeTypes.find((known) => known.name.toLowerCase() === name)
  if (!type || !isObject(record)) throw new Error('A RecordInput has one record')
  return { kind: kindOf(type), slug: typeof record.slug === 'string' ? record.slug : null, record }
}

/** What was saved, in the order of the records. Throws Refused with the problems of each that was not. */
function savedOf(records: readonly MixedRecord[], outcomes: readonly Outcome[]) {
  const problems = outcomes.flatMap((outcome, index) =>
    outcome.result === 'REFUSED'
      ? fieldProblems(outcome.problems, [
          'input',
          'records',
          `${index}`,
          `${records[index]?.kind.toLowerCase()}`,
        ])
      : [],
  )
  if (problems.length > 0) throw new Refused(problems)
  return {
    kinds: records.map(({ kind }) => kind),
    ids: outcomes.map((outcome) => ('id' in outcome ? outcome.id : null)),
    results: outcomes.map(({ result }) => result),
  }
}
