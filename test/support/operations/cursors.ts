import type { Dice } from '../random.ts'

/** A list as an operation asks for it: where its answer stands, and the arguments that say which list it is. */
export interface ListUse {
  /** Response keys from the root; lists between them are not counted. */
  path: readonly string[]
  /** `Type.field`. */
  field: string
  args: Readonly<Record<string, unknown>>
}

/** Lists that were asked for already, with cursors of theirs. */
export interface Cursors {
  /** One of those lists; undefined when there is none of this field. */
  known(dice: Dice, field: string): { args: ListUse['args']; cursors: readonly string[] } | undefined
  /** Keeps the cursors of an answer. */
  keep(lists: readonly ListUse[], data: unknown): void
}

const MOST_LISTS = 60
const MOST_CURSORS = 40

export function createCursors(): Cursors {
  const fields = new Map<string, Map<string, { args: ListUse['args']; cursors: string[] }>>()
  return {
    known: ({ below }, field) => {
      const lists = [...(fields.get(field)?.values() ?? [])]
      return lists[below(lists.length)]
    },
    keep: (lists, data) => {
      for (const { path, field, args } of lists) {
        const found = path.reduce(into, [data]).flatMap(cursorsIn)
        if (found.length === 0) continue
        const ofField = fields.get(field) ?? new Map()
        fields.set(field, ofField)
        const key = JSON.stringify(args)
        const list = ofField.get(key) ?? { args, cursors: [] }
        if (ofField.size < MOST_LISTS) ofField.set(key, list)
        list.cursors.push(...found.slice(0, MOST_CURSORS - list.cursors.length))
      }
    },
  }
}

const into = (values: unknown[], key: string): unknown[] =>
  values.flatMap((value) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? flat(Reflect.get(value, key))
      : [],
  )

const flat = (value: unknown): unknown[] => (Array.isArray(value) ? value.flatMap(flat) : [value])

/** The cursors of a page itself: of its edges and its page information, whatever their aliases. */
function cursorsIn(page: unknown): string[] {
  if (typeof page !== 'object' || page === null) return []
  return Object.values(page)
    .flatMap(flat)
    .flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []))
    .filter((value) => typeof value === 'string' && /^MS[0-9a-zA-Z_-]{16,}$/.test(value))
}
