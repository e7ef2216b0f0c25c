import type { InputType } from '@pothos/core'
import type { Role } from '../../db/vocabulary.ts'
import { builder, type Types } from '../builder.ts'
import type { TableType } from '../sql/index.ts'
import { payloadSql } from './payload.ts'
import { resultType } from './results.ts'
import { resolveMutation, type Write } from './run.ts'

/** `withdraw` as types are called after it: `Withdraw`. */
export const titled = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** A root field that writes: one input, and the union of its payload and what may go wrong. For editors, unless it says otherwise. */
export function mutationField(
  name: string,
  {
    description,
    input,
    payload,
    write,
    access = 'EDITOR',
  }: {
    description: string
    input: InputType<Types>
    payload: TableType
    write: Write
    access?: Exclude<Role, 'READER'>
  },
): void {
  builder.mutationField(name, (t) =>
    t.field({
      type: resultType(titled(name), payload.ref),
      description,
      args: { input: t.arg({ type: input, required: true, description: 'What to write.' }) },
      extensions: { access, sql: payloadSql(payload) },
      resolve: resolveMutation(write),
    }),
  )
}
