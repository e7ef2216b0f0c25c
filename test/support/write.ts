import assert from 'node:assert/strict'
import type { Database } from '../../db/database.ts'
import type { Context } from '../../schema/context.ts'
import { dataOf, send } from './send.ts'

/** What a mutation came to: its payload, or one of the errors. */
export interface Answer {
  __typename: string
  /** Of a payload: as much as was selected. */
  node: Record<string, unknown> & { id: string; slug: string }
  feedCursor: string
  /** Of an error. */
  message: string
  code: string
  path: string[]
  fields: { path: string[]; code: string; message: string }[]
  conflictsWith: { __typename: string; id: string; slug: string } | null
}

/** Sends one mutation, and answers with whichever member of its union came back. */
export async function write(
  db: Database,
  name: string,
  input: object,
  selection = 'node { id slug } feedCursor',
  actor?: Context['actor'],
): Promise<Answer> {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const source = `mutation ($input: ${title}Input!) { answer: ${name}(input: $input) {
    __typename ... on ${title}Payload { ${selection} }
    ... on Error { message code path }
    ... on ValidationError { fields { path code message } }
    ... on ConflictError { conflictsWith { __typename id slug } }
  } }`
  return dataOf<{ answer: Answer }>(await send(db, source, { input }, actor)).answer
}

/** The payload of a mutation that must succeed. */
export async function written(
  db: Database,
  name: string,
  input: object,
  selection?: string,
): Promise<Answer> {
  const answer = await write(db, name, input, selection)
  assert.match(answer.__typename, /Payload$/, `${answer.message} ${JSON.stringify(answer.fields)}`)
  return answer
}

/** The bad fields of an input that must be refused, as `input.figures.0.low CODE`. */
export async function refused(db: Database, name: string, input: object): Promise<string[]> {
  const answer = await write(db, name, input, 'feedCursor')
  assert.equal(answer.__typename, 'ValidationError', answer.message)
  return answer.fields.map(({ path, code }) => `${path.join('.')} ${code}`)
}
