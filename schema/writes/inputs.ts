import type { InputRef, InputType } from '@pothos/core'
import { NODE_KINDS, type NodeKind } from '../../db/vocabulary.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import type { Field, List } from '../../db/writes/shape.ts'
import { builder, type Types } from '../builder.ts'
import { byInput, type TableType } from '../sql/index.ts'
import type { Input } from '../sql/table-type.ts'

/** An input object of mutations. */
type ObjectInput = InputRef<object>
type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>
type Format = Readonly<Record<string, Field | List>>

/** The noun of a type. Throws for a type that is none. */
export function kindOf({ name }: TableType): NodeKind {
  const kind = NODE_KINDS.find((known) => known === name)
  if (kind === undefined) throw new Error(`${name} is no noun`)
  return kind
}

/** What every mutation takes beside what it is about. */
export const sharedFields = (t: InputFields) => ({
  idempotencyKey: t.string({
    description:
      'A key of your choice, 200 characters at most, new for each thing to be done. Sent again within 24 hours with the same input, field for field, it does nothing and answers with what was done; with another input it is a conflict.',
  }),
})

export const expectedRevision = (t: InputFields) =>
  t.int({
    description:
      'The `revision` that you have read. Where the record has gone on since, nothing is done and the answer is a conflict. Null writes over whatever is there.',
  })

/** The input that makes a record: what the record format requires is required. */
export const createInput = (type: TableType): ObjectInput =>
  builder.inputType(`Create${type.name}Input`, {
    description: `A new ${type.name}.`,
    fields: (t) => ({
      slug: t.string({
        description:
          'Readable key, unique among records of its type and for ever. Null takes one from its words.',
      }),
      ...recordFields(t, type, NOUNS[kindOf(type)].fields, false),
      ...sharedFields(t),
    }),
  })

/** The input that corrects a record. */
export const updateInput = (type: TableType): ObjectInput =>
  builder.inputType(`Update${type.name}Input`, {
    description: `What to change of one ${type.name}. A field left out stays as it is, null clears it, a list or object replaces the whole.`,
    fields: (t) => ({
      id: t.id({ required: true, description: 'The record to change, by its global id.' }),
      ...recordFields(t, type, NOUNS[kindOf(type)].fields, true),
      expectedRevision: expectedRevision(t),
      ...sharedFields(t),
    }),
  })

/** The input of one of many records: new where its slug is, else a change. */
export const recordInput = (type: TableType): ObjectInput =>
  builder.inputType(`${type.name}Record`, {
    description: `One ${type.name} by its slug: a new record, or the change of a stored one, of which a field left out stays as it is.`,
    fields: (t) => ({
      slug: t.string({ required: true, description: 'Readable key by which the record is found or made.' }),
      ...recordFields(t, type, NOUNS[kindOf(type)].fields, true),
    }),
  })

function recordFields(t: InputFields, type: TableType, format: Format, isPatch: boolean) {
  return Object.fromEntries(
    Object.entries(format).map(([name, field]) => {
      const input = type.inputs.get(name)
      if (!input) throw new Error(`${type.name} does not say how ${name} is written`)
      const required = !isPatch && 'presence' in field && field.presence === 'REQUIRED'
      return [name, t.field({ type: inputType(input, field), required, description: input.description })]
    }),
  )
}

function inputType(input: Input, field: Field | List): InputType<Types> | [InputType<Types>] {
  if (input.is === 'value') return input.type
  const item = input.is === 'reference' ? byInput(input.to) : partInput(input.to, field.fields ?? {})
  return input.list ? [item] : item
}

const parts = new Map<string, ObjectInput>()

/** An object that belongs to a record. It is given whole, so that a patch requires of it what a new one does. */
function partInput(type: TableType, format: Format): ObjectInput {
  const known = parts.get(type.name)
  if (known) return known
  const input = builder.inputType(`${type.name}Input`, {
    description: `${type.name} as it is written.`,
    fields: (t) => recordFields(t, type, format, false),
  })
  parts.set(type.name, input)
  return input
}
