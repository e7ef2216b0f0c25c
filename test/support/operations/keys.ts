import type { Dice } from '../random.ts'

/** Names that a statement, an object or a column has already. */
const TAKEN = [
  ...[
    'id',
    'slug',
    'name',
    'node',
    'node_id',
    'place',
    'cursor',
    'cursors',
    'list0',
    'more',
    't1',
    't2',
    'kind',
  ],
  ...['position', 'title', 'starts', 'row', 'json', 'constructor', 'toString', '__proto__', 'hasOwnProperty'],
  ...['created_at', 'order', 'select', 'null', 'true', '_', 'ID', 'type', 'row_to_json', 'length', 'text'],
] as const

/** PostgreSQL cuts a name off behind 63 bytes. */
const LONGEST = 63

/** An alias with its colon, or nothing. `number` is one that no other alias of the operation has. */
export function drawAlias({ chance, pick }: Dice, number: number, isNeeded: boolean): string {
  if (chance(0.0015)) return `${`long${number}_`.padEnd(LONGEST + 1 + (number % 9), 'x')}: `
  if (chance(0.01)) return `${`long${number}_`.padEnd(LONGEST, 'x')}: `
  if (chance(0.08)) return `${pick(TAKEN)}: `
  return isNeeded || chance(0.1) ? `a${number}: ` : ''
}

export const isLong = (source: string): boolean => new RegExp(`\\w{${LONGEST + 1},}: `).test(source)
