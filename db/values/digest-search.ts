import { hash } from 'node:crypto'
import { type SearchBudget, spend } from './search-budget.ts'

/** What is looked through: code points, and the words between two of them. */
interface Text {
  text: string
  length: number
  slice(start: number, end: number): string
}

/** Positions of the passages of a length that have a digest, ascending. */
export type DigestSearch = (digest: string, width: number) => number[]

/** Characters that are hashed in the time that it takes to hash none, to look at one place, or to find whether a character is of a word. */
const HASH_COST = 200
const PLACE_COST = 200
const EDGE_COST = 20

/**
 * Looks for passages by the first 12 hexadecimal digits of their SHA-256. Only those that begin and end where words do are looked at:
 * every other window would take ten times as long. What all passages of a length come to is kept, as many anchors have the same. What
 * would go beyond the budget is not looked for: nothing is found.
 */
export function createDigestSearch({ text, length, slice }: Text, budget: SearchBudget): DigestSearch {
  let edges: Edges | undefined
  const tables = new Map<number, Table>()
  const makeTable = (width: number): Table | null => {
    if (!edges && !spend(budget, length * EDGE_COST)) return null
    edges ??= findEdges(text, length)
    const { starts, isEnd } = edges
    if (!spend(budget, starts.length)) return null
    let count = 0
    for (const start of starts) count += isEnd[start + width] ?? 0
    if (!spend(budget, count * (HASH_COST + width))) return null
    const places = starts.filter((start) => isEnd[start + width] === 1)
    const keys = Float64Array.from(places, (start) => numberOf(digestOf(slice(start, start + width))))
    tables.set(width, { places, keys })
    return { places, keys }
  }
  return (digest, width) => {
    const table = tables.get(width) ?? makeTable(width)
    if (!table || !spend(budget, table.places.length)) return []
    const { places, keys } = table
    const key = numberOf(digest)
    const found: number[] = []
    for (let at = keys.indexOf(key); at >= 0 && spend(budget, PLACE_COST); at = keys.indexOf(key, at + 1)) {
      found.push(places[at] ?? 0)
    }
    return found
  }
}

interface Table {
  places: Uint32Array
  /** As numbers, eight bytes each. */
  keys: Float64Array
}

const KEY_DIGITS = 12

const numberOf = (digest: string) => Number.parseInt(digest.slice(0, KEY_DIGITS), 16)

export const digestOf = (words: string): string => hash('sha256', words, 'hex')

interface Edges {
  /** Positions at which a passage may begin. */
  starts: Uint32Array
  /** 1 at positions at which a passage may end. */
  isEnd: Uint8Array
}

/** A passage neither begins nor ends with white space or between two letters of one word. */
function findEdges(text: string, length: number): Edges {
  const isEnd = new Uint8Array(length + 1)
  const starts: number[] = []
  let before: Kind = 'SPACE'
  let position = 0
  for (const character of text) {
    const kind = kindOf(character)
    const isEdge = kind !== 'LETTER' || before !== 'LETTER'
    if (isEdge && kind !== 'SPACE') starts.push(position)
    if (isEdge && before !== 'SPACE') isEnd[position] = 1
    before = kind
    position++
  }
  isEnd[length] = 1
  return { starts: Uint32Array.from(starts), isEnd }
}

type Kind = 'SPACE' | 'LETTER' | 'OTHER'

function kindOf(character: string): Kind {
  if (/\s/.test(character)) return 'SPACE'
  return LETTER.test(character) ? 'LETTER' : 'OTHER'
}

/** Letters of scripts that part words by spaces; in the others a passage may begin at any character. */
const LETTER =
  /[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]/v
