import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  parse,
} from 'graphql'
import type { Database } from '../../../db/database.ts'
import { answerText } from '../../../schema/answer.ts'
import { schema } from '../../../schema/index.ts'
import { fragmentsOf } from '../../../schema/operation.ts'
import type { AskOracle } from '../oracle/oracle.ts'

/** What an operation came to. `difference` says where two of the three ways part; null where none do. */
export interface Verdict {
  difference: string | null
  /** What the objects are, for whoever wants cursors of them. */
  data: unknown
  isText: boolean
  /** The codes of the errors; of those of graphql-js itself `NULL`. */
  errors: readonly string[]
}

/** Answers an operation in three ways: as text, as objects, and by the oracle. */
export async function askThreeWays(
  database: Database,
  oracle: AskOracle,
  source: string,
  given: Record<string, unknown>,
): Promise<Verdict> {
  const document = parse(source)
  const [{ text, objects }, naive] = await Promise.all([
    askTwoWays(database, document, given),
    oracle(document, given),
  ])
  return {
    difference: textDifference(text, objects) ?? oracleDifference(objects, naive),
    data: objects.data,
    isText: text !== null && 'parts' in text,
    errors: (objects.errors ?? []).map((error) => codeOf(error)),
  }
}

/** Answers a query as text and as objects. */
export async function askTwoWays(
  database: Database,
  document: DocumentNode,
  given: Record<string, unknown> = {},
): Promise<{ text: Text; objects: ExecutionResult }> {
  const operation = getOperationAST(document)
  if (!operation) throw new Error('There is no operation')
  const { coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], given)
  const context = { database, actor: null, publicRead: true }
  const fragments = fragmentsOf(document)
  const [text, objects] = await Promise.all([
    variables ? answerText({ schema, operation, fragments, variables }, context) : null,
    execute({ schema, document, variableValues: given, contextValue: context }),
  ])
  return { text, objects }
}

type Text = Awaited<ReturnType<typeof answerText>> | null

/** Text is the objects, key by key in the order of the document; without it there is an error to tell. */
function textDifference(text: Text, { data, errors = [] }: ExecutionResult): string | null {
  if (text === null) return null
  if ('parts' in text) {
    if (errors.length > 0) return `Text where the executor has errors: ${errors}`
    return differing('Text', JSON.stringify(JSON.parse(text.parts.join(''))), 'objects', JSON.stringify(data))
  }
  const failed = errors.map(({ path }) => path?.[0]).join()
  return differing('Failures of text', [...text.failures.keys()].join(), 'of objects', failed)
}

/**
 * The oracle tells an error where it comes to a wrong argument, the statement as soon as it is made: a root field that
 * fails is held against no more than that the oracle refuses nothing else.
 */
function oracleDifference(objects: ExecutionResult, naive: ExecutionResult): string | null {
  const refused = rootsOf(objects.errors, (code) => code !== 'NULL')
  // With one field that must be there the executor gives up on the others, and may not tell what is wrong with them.
  if (refused.length > 0 && objects.data == null) return null
  const others = rootsOf(naive.errors, (code) => code !== 'NULL').filter((root) => !refused.includes(root))
  if (others.length > 0) return `Only the oracle refuses ${others}: ${naive.errors}`
  const unexpected = objects.errors?.find((error) => codeOf(error) === 'DEFECT')
  if (unexpected) return `A defect: ${unexpected.message}`
  if (refused.length > 0 && naive.data == null) return null
  return (
    differing('Objects', sortedText(objects.data, refused), 'oracle', sortedText(naive.data, refused)) ??
    differing(
      'Error paths of objects',
      nullPaths(objects.errors, refused),
      'of the oracle',
      nullPaths(naive.errors, refused),
    )
  )
}

type Errors = readonly GraphQLError[] | undefined

const rootsOf = (errors: Errors = [], isMeant: (code: string) => boolean): string[] =>
  errors.flatMap((error) => (isMeant(codeOf(error)) ? [String(error.path?.[0])] : []))

const nullPaths = (errors: Errors = [], refused: readonly string[]): string =>
  errors
    .flatMap(({ path = [] }) => (refused.includes(String(path[0])) ? [] : [path.join('.')]))
    .sort()
    .join()

const codeOf = ({ extensions, originalError }: GraphQLError): string =>
  typeof extensions.code === 'string'
    ? extensions.code
    : originalError && !(originalError instanceof GraphQLError)
      ? 'DEFECT'
      : 'NULL'

/** JSON with its keys in one order, as arrays: a key may be called `__proto__`. */
function sortedText(data: unknown, without: readonly string[]): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)])
  }
  if (typeof data !== 'object' || data === null) return JSON.stringify(data)
  const entries = Object.entries(data).filter(([key]) => !without.includes(key))
  return JSON.stringify(sorted(Object.fromEntries(entries)))
}

const CONTEXT_CHARACTERS = 300

function differing(one: string, text: string, other: string, otherText: string): string | null {
  if (text === otherText) return null
  let at = 0
  while (text[at] === otherText[at]) at++
  const near = (of: string) => of.slice(Math.max(0, at - CONTEXT_CHARACTERS / 2), at + CONTEXT_CHARACTERS)
  return `${one}: …${near(text)}\n${other}: …${near(otherText)}`
}
