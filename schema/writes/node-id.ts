import { NODE_KINDS, type NodeKind } from '../../db/vocabulary.ts'
import { type NodeKey, NotFound } from '../../db/writes/conflict.ts'
import { rowId } from '../sql/comparators.ts'
import { idType } from '../sql/input.ts'

/** The node that an input names by its global id, of one kind or of any. Throws NotFound for an id that can be none. */
export function readNodeId(
  input: Readonly<Record<string, unknown>>,
  field: string,
  only?: NodeKind,
): NodeKey {
  const given = input[field]
  const named = idType(given)
  const kind = (only ? [only] : NODE_KINDS).find((known) => known === named)
  const id = kind && rowId(given, kind)
  if (!kind || !id) throw new NotFound(`There is no ${only ?? 'record'} with this id.`, field)
  return { kind, id }
}
