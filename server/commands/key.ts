import type { Database } from '../../db/database.ts'
import { type ListedApiKey, listApiKeys } from '../../db/queries/api-key.ts'
import { parseApiKey } from '../../db/values/api-key.ts'
import { createApiKey, revokeApiKey } from '../../db/writes/api-key.ts'
import type { KeyCommand } from './key-command.ts'
import type { Output } from './output.ts'
import { writeTable } from './table.ts'

interface RunKeyOptions {
  database: Database
  /** What a program reads: a new key and nothing else, or the list. */
  out: Output
  /** What a person reads. */
  told: Output
}

/** Does what a command says of keys. Resolves to the exit code: 0, or 1 where there was nothing to do it to. */
export function runKey(command: KeyCommand, options: RunKeyOptions): Promise<number> {
  switch (command.do) {
    case 'create':
      return create(command, options)
    case 'list':
      return list(options)
    case 'revoke':
      return revoke(command.id, options)
  }
}

type Create = Extract<KeyCommand, { do: 'create' }>

async function create({ name, role, expiresAt }: Create, { database, out, told }: RunKeyOptions) {
  const text = await database.kysely
    .transaction()
    .execute((trx) => createApiKey(trx, { name, role, expiresAt }))
  if (text === null) {
    told.write(`There is a key named ${name}: revoke it first, or choose another name\n`)
    return 1
  }
  const until = expiresAt === null ? 'until it is revoked' : `until ${expiresAt}`
  told.write(`Key ${parseApiKey(text)?.id}, ${role}, holds ${until}. It is shown this once:\n`)
  out.write(`${text}\n`)
  return 0
}

async function list({ database, out, told }: RunKeyOptions) {
  const keys = await listApiKeys(database.kysely)
  if (keys.length === 0) told.write('There is no key\n')
  writeTable(out, HEADINGS, keys.map(cellsOf))
  return 0
}

const HEADINGS = ['ID', 'NAME', 'ROLE', 'CREATED', 'EXPIRES', 'REVOKED']

const cellsOf = (key: ListedApiKey) => [
  key.id,
  key.name,
  key.role,
  instant(key.created_at),
  instant(key.expires_at),
  instant(key.revoked_at),
]

const instant = (at: string | null) => (at === null ? '-' : new Date(at).toISOString())

async function revoke(id: string, { database, told }: RunKeyOptions) {
  const revoked = await database.kysely.transaction().execute((trx) => revokeApiKey(trx, id))
  told.write(
    revoked
      ? `Key ${id}, ${revoked.name}, is revoked: requests are refused within 2 seconds, streams end within 5\n`
      : `There is no key ${id}; key list shows those that there are\n`,
  )
  return revoked ? 0 : 1
}
