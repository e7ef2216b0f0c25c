import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isObject } from '../../db/writes/reading.ts'
import { UsageError } from '../usage-error.ts'

/** What a command says, as it is said: whether a webhook can be so is seen when it is made. */
export type WebhookCommand =
  | {
      do: 'create'
      name: string
      url: string
      selection: string
      variables: Readonly<Record<string, unknown>>
    }
  | { do: 'list' }
  | { do: 'deliveries' | 'pause' | 'resume' | 'skip' | 'rotate' | 'test' | 'delete'; id: string }

const WORDS = ['create', 'list', 'deliveries', 'pause', 'resume', 'skip', 'rotate', 'test', 'delete'] as const

/** Reads the words behind `dateline webhook`, and the file of a selection. Throws UsageError, or as parseArgs does. */
export function readWebhookCommand([word, ...args]: readonly string[]): WebhookCommand {
  const known = WORDS.find((one) => one === word)
  if (known === 'create') return readCreate(args)
  if (known === 'list') {
    parseArgs({ args })
    return { do: 'list' }
  }
  if (known) return { do: known, id: readId(known, args) }
  const followed = `webhook is followed by ${WORDS.slice(0, -1).join(', ')} or ${WORDS.at(-1)}`
  throw new UsageError(word === undefined ? followed : `There is no command webhook ${word}: ${followed}`)
}

function readCreate(args: string[]): WebhookCommand {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      url: { type: 'string' },
      selection: { type: 'string' },
      variables: { type: 'string' },
    },
  })
  const { name, url, selection, variables } = values
  if (name === undefined) throw new UsageError('webhook create needs --name NAME')
  if (url === undefined) throw new UsageError('webhook create needs --url URL, where to send')
  if (selection === undefined) {
    throw new UsageError('webhook create needs --selection FILE, a GraphQL subscription')
  }
  return {
    do: 'create',
    name,
    url,
    selection: readOrRefuse(selection),
    variables: readVariables(variables),
  }
}

function readOrRefuse(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UsageError(`--selection ${file}: ${error.code}`)
    throw error
  }
}

function readVariables(text = '{}'): Readonly<Record<string, unknown>> {
  try {
    const variables: unknown = JSON.parse(text)
    if (isObject(variables)) return variables
  } catch {
    // Told below.
  }
  throw new UsageError('--variables is a JSON object')
}

function readId(word: string, args: string[]): string {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [id, ...more] = positionals
  if (id !== undefined && more.length === 0 && /^[1-9]\d{0,17}$/.test(id)) return id
  throw new UsageError(`webhook ${word} needs the ID of one webhook; webhook list shows it`)
}
