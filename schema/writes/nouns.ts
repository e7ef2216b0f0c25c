import type { NodeTable } from '../../db/tables.ts'
import type { TableType } from '../sql/index.ts'
import { createRecord } from './create.ts'
import { createInput, kindOf, updateInput } from './inputs.ts'
import { mutationField, titled } from './mutation.ts'
import { recordPayload } from './payload.ts'
import { recordOf } from './record.ts'
import { updateRecord } from './update.ts'

/** `create<Noun>` and `update<Noun>` of a type, whose root list is `list`. */
export function mutations<T extends NodeTable>(type: TableType<T>, list: string): void {
  const kind = kindOf(type)
  const [create, update] = [`create${kind}`, `update${kind}`]
  mutationField(create, {
    description: `Records a new ${kind}.`,
    input: createInput(type),
    payload: recordPayload(titled(create), type, list),
    write: async (trx, input, { actor, inputType }) =>
      createRecord(trx, type, kind, await recordOf(trx, inputType, input), actor),
  })
  mutationField(update, {
    description: `Corrects one ${kind}. What it was before stays in its \`revisions\`.`,
    input: updateInput(type),
    payload: recordPayload(titled(update), type, list),
    write: async (trx, { expectedRevision, id, ...input }, { actor, inputType }) => {
      const patch = await recordOf(trx, inputType, input)
      return updateRecord(trx, kind, { id, patch, expectedRevision, actor })
    },
  })
}
