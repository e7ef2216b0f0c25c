import type { GraphQLSchema } from 'graphql'
import { sql, type Transaction } from 'kysely'
import { RefusedCursor, refusedCursorOr, refuseMalformed } from '../../db/refused-cursor.ts'
import type { Tables } from '../../db/tables.ts'
import { InvalidValue } from '../../db/values/invalid-value.ts'
import { checkCharacters } from '../../db/values/text.ts'
import { MAX_NAME, MAX_SELECTION, MAX_URL } from '../../db/values/webhook-limits.ts'
import { NotFound } from '../../db/writes/conflict.ts'
import { isObject } from '../../db/writes/reading.ts'
import { type ReadValue, text } from '../../db/writes/values.ts'
import { cursorError } from '../feed-cursor.ts'
import { rowId } from '../sql/comparators.ts'
import { Refused } from '../writes/failure.ts'
import { readOptional } from '../writes/read-input.ts'
import { checkAddress, type Reach, RefusedAddress } from './address.ts'
import type { SelectionBounds } from './bounds.ts'
import { RefusedSelection, readSelection } from './selection.ts'

type Given = Readonly<Record<string, unknown>>

/** What people call a webhook: shown in lists and on terminals. */
export const webhookName: ReadValue<string> = (value) => {
  const name = text(MAX_NAME)(value)
  if (name.trim() === name && !/\p{C}/u.test(name)) return name
  throw new InvalidValue('REFUSED', 'It has blanks at its ends, or characters that cannot be seen.')
}

/** Where a webhook is sent, in the form that it is kept in. */
export const webhookAddress =
  (reach: Reach = 'public'): ReadValue<string> =>
  (value) => {
    try {
      return checkAddress(text(MAX_URL)(value), reach).href
    } catch (error) {
      if (error instanceof RefusedAddress) throw new InvalidValue('BAD_URL', `${error.message}.`)
      throw error
    }
  }

/** The text of a subscription; whether it is one `readSelection` tells. */
export const webhookSelection: ReadValue<string> = text(MAX_SELECTION)

/** A subscription with its variables, of which those of `stored` are taken that an input leaves out. Refuses one that could not be sent. */
export function readSelected(
  schema: GraphQLSchema,
  input: Given,
  stored: { selection: string; variables: Given },
  bounds: SelectionBounds | undefined,
): { selection: string; variables: Given } {
  const selection = readOptional(input, 'selection', webhookSelection) ?? stored.selection
  const variables = readOptional(input, 'variables', variableValues) ?? stored.variables
  try {
    readSelection(schema, selection, variables, bounds)
    return { selection, variables }
  } catch (error) {
    if (!(error instanceof RefusedSelection)) throw error
    const { given, message } = error
    throw new Refused([{ path: ['input', given], code: `BAD_${given.toUpperCase()}`, message }])
  }
}

const variableValues: ReadValue<Given> = (value) => {
  if (isObject(value)) {
    checkTexts(value)
    return value
  }
  throw new InvalidValue('WRONG_TYPE', 'This must be an object, with a value for each variable.')
}

/** All that PostgreSQL takes as JSON, whether the selection asks for it or not. Throws InvalidValue. */
function checkTexts(value: unknown): void {
  if (typeof value === 'string') checkCharacters(value)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      checkCharacters(key)
      checkTexts(item)
    }
  }
}

/** The row that an input names by `id`. Throws NotFound for an id that can be none. */
export function readWebhookId({ id }: Given): string {
  const found = rowId(id, 'Webhook')
  if (found === null) throw new NotFound(NO_WEBHOOK)
  return found
}

export const NO_WEBHOOK = 'There is no webhook with this id.'

/** Refuses a place that the feed does not know. */
export async function checkPlace(trx: Transaction<Tables>, cursor: string): Promise<void> {
  try {
    refuseMalformed(cursor)
    await sql`select feed_place(${cursor})`.execute(trx)
  } catch (error) {
    const refused = refusedCursorOr(error)
    if (!(refused instanceof RefusedCursor)) throw error
    const { message, extensions } = cursorError(refused, 'after')
    throw new Refused([{ path: ['input', 'after'], code: String(extensions.code), message }])
  }
}
