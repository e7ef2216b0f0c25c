import type { IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import { isObject } from '../db/writes/reading.ts'
import { schema } from '../schema/index.ts'
import type { Operation } from '../schema/sql/index.ts'
import { readVariables } from '../schema/variables.ts'
import { chooseOperation, type Documents } from './documents.ts'
import type { AskedWithVariables } from './limits/admit.ts'

/** An operation that is asked for by a request with nothing unusual about it. */
export interface PlainOperation {
  /** With its variables as they came. */
  asked: AskedWithVariables
  /** `extensions.cost`: whether its answer is to tell what it costs. */
  asksCost: boolean
  /** The operation with its variables read; null where one is wrong. */
  read(): Operation | null
}

/** A request longer than this goes the long way: there is little to win. */
const MAX_BODY_BYTES = 1_000_000

/** Whether a request is a POST of plain JSON with nothing unusual about it. */
export function isPlainPost({ method, url = '', headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'])
  return (
    method === 'POST' &&
    !url.includes('?') &&
    headers['content-encoding'] === undefined &&
    length > 0 &&
    length <= MAX_BODY_BYTES &&
    PLAIN_JSON.test(headers['content-type'] ?? '')
  )
}

const PLAIN_JSON = /^application\/json(?:; ?charset=utf-8)?$/i

/** The operation that a body asks for, with its variables; null where anything about it is not as it should be. */
export function readPosted(body: Buffer, documents: Documents): PlainOperation | null {
  const params = parseJson(body.toString())
  return isObject(params) ? readParameters(params, documents) : null
}

/** The same of a GET, from its address. */
export function readAddress(url: string, documents: Documents): PlainOperation | null {
  const { search } = new URL(url, 'http://localhost')
  const given = [...new URLSearchParams(search)]
  const params = Object.fromEntries(
    given.map(([name, text]) => [name, IN_JSON.has(name) ? parseJson(text) : text]),
  )
  return given.length === Object.keys(params).length ? readParameters(params, documents) : null
}

function read({ operation, fragments, variables: given }: AskedWithVariables): Operation | null {
  const variables = readVariables(schema, operation, given)
  return variables && { schema, operation, fragments, variables }
}

const PARAMETERS = new Set(['query', 'variables', 'operationName', 'extensions'])
const IN_JSON = new Set(['variables', 'extensions'])

function readParameters(params: Record<string, unknown>, documents: Documents): PlainOperation | null {
  const { operationName: name, variables: given, extensions } = params
  if (!Object.keys(params).every((known) => PARAMETERS.has(known))) return null
  if (!isAbsentOr(isObject, given) || !isAbsentOr(isObject, extensions)) return null
  try {
    const query = documents.textOf(params)
    if (typeof query !== 'string') return null
    const known = documents.find(query)
    const { errors, fragments } = known
    const operation = chooseOperation(known, name)
    if (errors.length > 0 || !operation) return null
    const asked = { operation, fragments, variables: given ?? {} }
    return { asked, asksCost: extensions?.cost === true, read: () => read(asked) }
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

const isAbsentOr = <T>(is: (value: unknown) => value is T, value: unknown): value is T | null | undefined =>
  value === undefined || value === null || is(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
