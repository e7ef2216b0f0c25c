import { GraphQLError } from 'graphql'
import { BadUserInputError } from '../../schema/errors.ts'
import { shorten } from '../shorten.ts'
import { type Format, formats } from './formats.ts'
import type { Noun } from './noun.ts'
import { nouns } from './nouns.ts'

export const FEED_PATH = '/feed/'

/** What a feed is asked for. */
export interface FeedRequest {
  noun: Noun
  format: Format
  /** Of the noun's document, as they came: GraphQL reads them. */
  variables: Readonly<Record<string, unknown>>
}

/** No feed has this address. */
export class NoFeedError extends GraphQLError {
  constructor(argument: 'noun' | 'format', known: Iterable<string>) {
    super(
      `There is no feed of this ${argument}: /feed/<noun>.<format>, ${argument} one of ${[...known].join(', ')}`,
      {
        extensions: { code: 'NOT_FOUND', argument },
      },
    )
  }
}

/**
 * Reads the address of a feed: `/feed/<noun>.<format>`, with the arguments of the noun's list as parameters. Throws
 * NoFeedError, and BadUserInputError at a parameter that is unknown, given twice or no JSON: one that was mistyped would
 * else be a feed of everything.
 */
export function readFeedRequest({ pathname, search }: Pick<URL, 'pathname' | 'search'>): FeedRequest {
  const [, name = '', ending = ''] = /^(.*?)(?:\.([^.]*))?$/s.exec(pathname.slice(FEED_PATH.length)) ?? []
  const noun = nouns.get(name)
  if (!noun) throw new NoFeedError('noun', nouns.keys())
  const format = formats.get(ending)
  if (!format) throw new NoFeedError('format', formats.keys())
  return { noun, format, variables: { orderBy: NEWEST_FIRST, ...readParameters(search) } }
}

/** Those that come in are seen at the top, however old what they tell of. */
const NEWEST_FIRST = { field: 'CREATED_AT', direction: 'DESC' } as const

function readParameters(search: string): Record<string, unknown> {
  if (!isWellEncoded(search)) throw new BadUserInputError('query', 'The query string is not UTF-8')
  const given: Record<string, unknown> = {}
  for (const [name, text] of new URLSearchParams(search)) {
    const read = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined
    if (!read)
      throw new BadUserInputError(
        shorten(name),
        `A feed has no ${shorten(name)}: it takes ${Object.keys(PARAMETERS).join(', ')}`,
      )
    if (Object.hasOwn(given, name)) throw new BadUserInputError(name, `${name} is given twice`)
    given[name] = read(text, name)
  }
  return given
}

const asJson = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadUserInputError(name, `${name} is JSON, as a variable of GraphQL`)
  }
}

const PARAMETERS: Readonly<Record<string, (text: string, name: string) => unknown>> = {
  filter: asJson,
  orderBy: asJson,
  first: asJson,
  after: (text) => text,
}

function isWellEncoded(search: string): boolean {
  try {
    decodeURIComponent(search)
    return true
  } catch {
    return false
  }
}
