import type { AuthorRecord } from '../../db/records.ts'
import { onOneLine } from './words.ts'

type Byliner = Required<Pick<AuthorRecord, 'name' | 'kind' | 'affiliations'>>

/**
 * The authors of a byline as printed, in its order; none for "None". A body after a person ("…, USA TODAY") is
 * an affiliation of those before it, elsewhere an author. Handles, addresses and contributors' lines are left out.
 */
export function parseByline(printed: string): Byliner[] {
  const authors: Byliner[] = []
  for (const part of partsOf(printed)) {
    const author = authorOf(part)
    const affiliated = author.kind === 'ORGANIZATION' ? authors.filter(({ kind }) => kind === 'PERSON') : []
    for (const { affiliations } of affiliated) affiliations.push(author.name)
    if (affiliated.length === 0 && !authors.some(({ name }) => name === author.name)) authors.push(author)
  }
  return authors
}

const AGENCIES = new Map([
  ['AP', 'Associated Press'],
  ['ASSOCIATED PRESS', 'Associated Press'],
  ['AFP', 'Agence France-Presse'],
  ['AGENCE FRANCE-PRESSE', 'Agence France-Presse'],
  ['UPI', 'United Press International'],
  ['UNITED PRESS INTERNATIONAL', 'United Press International'],
  ['REUTERS', 'Reuters'],
])

const BODIES =
  /\b(atlantic|cnn|courier|desk|editors|enquirer|fivethirtyeight|insights|journal|news|post|press|review|staff|standard|times|today)\b/i

const ASIDES = [
  /^by\s+/i,
  /\([^)]*\)/g,
  // A sentence after the names ("… Follow her on …"): the full stop of an initial or of "Jr." ends none.
  /(?<=\p{L}{3})\.\s.*$/su,
  /\S*@\S*/g,
  /\bspecial for [^,]*/gi,
  /[^,]*\bcontributed\b[^,]*/g,
]

function partsOf(printed: string): string[] {
  const names = ASIDES.reduce((rest, aside) => rest.replace(aside, ''), onOneLine(printed))
  const parts = names.split(/,|\band\b/).map(onOneLine)
  return joinHalves(parts.filter((part) => /^\D+$/.test(part) && part !== 'None'))
}

/** "Nicole , Gaudiano": two single words beside each other are one person's name, unless they name a body. */
function joinHalves(parts: string[]): string[] {
  const isHalf = (part: string | undefined) =>
    part !== undefined && !part.includes(' ') && authorOf(part).kind === 'PERSON'
  const [first, second, ...rest] = parts
  if (first === undefined) return []
  if (isHalf(first) && isHalf(second)) return [`${first} ${second}`, ...joinHalves(rest)]
  return [first, ...joinHalves(parts.slice(1))]
}

function authorOf(part: string): Byliner {
  const agency = AGENCIES.get(part.toUpperCase().replace(/^THE /, ''))
  if (agency) return { name: agency, kind: 'AGENCY', affiliations: [] }
  if (BODIES.test(part)) return { name: part, kind: 'ORGANIZATION', affiliations: [] }
  return { name: inMixedCase(part.replace(/^(Dr|Prof|Rev)\. /i, '')), kind: 'PERSON', affiliations: [] }
}

const inMixedCase = (name: string) =>
  name !== name.toUpperCase() || !name.includes(' ')
    ? name
    : name.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (initial) => initial.toUpperCase())
