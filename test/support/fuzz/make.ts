import { createDice, type Dice } from '../random.ts'
import { DOCUMENTS, PIECES } from './seeds.ts'

/** A request that is bad in ways that nobody thought of. */
export interface FuzzedRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
  who: 'nobody' | 'reader' | 'editor'
}

const CALLERS = ['nobody', 'reader', 'editor', 'editor'] as const
const MAX_CHANGES = 4

/** The same requests for the same seed. */
export function* fuzz(seed: number): Generator<FuzzedRequest> {
  const dice = createDice(seed)
  for (;;) yield makeRequest(dice)
}

function makeRequest(dice: Dice): FuzzedRequest {
  const document = dice.chance(0.7) ? changeText(dice, dice.pick(DOCUMENTS)) : dice.pick(DOCUMENTS)
  const given = { query: document, variables: makeVariables(dice, document), ...makeMore(dice) }
  const who = dice.pick(CALLERS)
  if (dice.chance(0.1)) {
    const search = new URLSearchParams({ query: document, variables: JSON.stringify(given.variables) })
    const text = dice.chance(0.3)
      ? changeBytes(dice, Buffer.from(`${search}`)).toString('latin1')
      : `${search}`
    return { method: 'GET', path: `/graphql?${plain(text)}`, headers: makeHeaders(dice), body: null, who }
  }
  if (dice.chance(0.05)) {
    const filter = encodeURIComponent(JSON.stringify(makeValue(dice, 3)))
    const path = `/feed/${dice.pick(['articles.rss', 'claims.atom', 'events.json', 'x.rss', '%00'])}?filter=${filter}`
    return { method: 'GET', path, headers: {}, body: null, who }
  }
  const body = Buffer.from(JSON.stringify(dice.chance(0.03) ? makeValue(dice, 3) : given))
  return {
    method: dice.chance(0.97) ? 'POST' : dice.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS']),
    path: dice.chance(0.9)
      ? '/graphql'
      : dice.pick(['/graphql?', '/graphql?x=%FF', '/', '/graphql/', '//graphql']),
    headers: makeHeaders(dice),
    body: dice.chance(0.1) ? changeBytes(dice, body) : body,
    who,
  }
}

/** What an address can hold as it is. */
const plain = (text: string) => text.replaceAll(/[^\w%&=+.*-]/g, encodeURIComponent)

/** Takes pieces away, doubles them, and puts others in. */
function changeText(dice: Dice, text: string): string {
  let changed = text
  for (let left = 1 + dice.below(MAX_CHANGES); left > 0; left -= 1) {
    const from = dice.below(changed.length + 1)
    const to = Math.min(changed.length, from + dice.below(12))
    const piece = dice.chance(0.6)
      ? dice.pick(PIECES)
      : dice.chance(0.5)
        ? ''
        : changed.slice(from, to).repeat(2)
    changed = `${changed.slice(0, from)}${piece}${changed.slice(dice.chance(0.5) ? to : from)}`
  }
  return changed
}

function changeBytes(dice: Dice, bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  for (let left = 1 + dice.below(MAX_CHANGES); left > 0; left -= 1)
    changed[dice.below(changed.length)] = dice.below(256)
  return dice.chance(0.2) ? changed.subarray(0, dice.below(changed.length)) : changed
}

function makeVariables(dice: Dice, document: string): Record<string, unknown> {
  const names = [...document.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)
  return Object.fromEntries([...new Set(names)].map((name) => [name, makeValue(dice, 4)]))
}

function makeMore(dice: Dice): object {
  if (dice.chance(0.9)) return {}
  return dice.pick([
    { operationName: makeValue(dice, 1) },
    { extensions: makeValue(dice, 2) },
    { extensions: { cost: true } },
    { [dice.pick(PIECES)]: makeValue(dice, 1) },
  ])
}

const KEYS = [
  'id',
  'slug',
  'name',
  'filter',
  'and',
  'or',
  'not',
  'text',
  'kind',
  'article',
  'records',
  'outlet',
] as const
const WORDS = [
  'headline',
  'publishedOn',
  'from',
  'to',
  'eq',
  'in',
  'contains',
  'some',
  'figures',
  'verbatim',
  'url',
] as const

function makeValue(dice: Dice, depth: number): unknown {
  const kind = dice.below(depth > 0 ? 9 : 6)
  if (kind === 0) return null
  if (kind === 1) return dice.chance(0.5)
  if (kind === 2) return dice.pick([0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, 7, 100, 101])
  if (kind === 3) return dice.pick(PIECES)
  if (kind === 4) return `${dice.pick(PIECES)}${dice.pick(PIECES)}`
  if (kind === 5)
    return dice.pick(['2024-02-07', '2024-02-30', 'https://a.example/', 'javascript:x', 'en', 'IQ', 'ASC'])
  if (kind === 6)
    return Array.from({ length: dice.below(dice.chance(0.05) ? 300 : 4) }, () => makeValue(dice, depth - 1))
  return Object.fromEntries(
    Array.from({ length: 1 + dice.below(3) }, () => [
      dice.pick([...KEYS, ...WORDS]),
      makeValue(dice, depth - 1),
    ]),
  )
}

function makeHeaders(dice: Dice): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (dice.chance(0.05)) {
    headers['content-type'] = dice.pick(['text/plain', 'application/graphql', 'multipart/form-data', 'x', ''])
  }
  if (dice.chance(0.2))
    headers.accept = dice.pick([
      'text/event-stream',
      '*/*',
      'image/png',
      'application/graphql-response+json',
      ';;',
      'multipart/mixed',
    ])
  if (dice.chance(0.05)) headers['last-event-id'] = dice.pick(['x', '', '0', '-1', 'é'])
  if (dice.chance(0.05)) headers['dateline-read-token'] = dice.pick(['x', '', '0/0'])
  if (dice.chance(0.05)) headers.origin = dice.pick(['null', 'https://a.example', 'x'])
  return headers
}
