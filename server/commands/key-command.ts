import { parseArgs } from 'node:util'
import { checkInstant } from '../../db/values/plain-date.ts'
import { ROLES, type Role } from '../../db/vocabulary.ts'
import { SUBJECT_PREFIX } from '../tokens/claims.ts'
import { UsageError } from '../usage-error.ts'

export type KeyCommand =
  | { do: 'create'; name: string; role: Role; expiresAt: string | null }
  | { do: 'list' }
  | { do: 'revoke'; id: string }

/** Reads the words behind `dateline key`. Throws UsageError, or as parseArgs does on an option that there is not. */
export function readKeyCommand([word, ...args]: readonly string[], now: number): KeyCommand {
  switch (word) {
    case 'create':
      return readCreate(args, now)
    case 'list':
      parseArgs({ args })
      return { do: 'list' }
    case 'revoke':
      return readRevoke(args)
    default:
      throw new UsageError(word === undefined ? 'key is followed by create, list or revoke' : unknown(word))
  }
}

const unknown = (word: string) => `There is no command key ${word}: key is followed by create, list or revoke`

function readCreate(args: string[], now: number): KeyCommand {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      role: { type: 'string' },
      'expires-in': { type: 'string' },
      'expires-at': { type: 'string' },
    },
  })
  return {
    do: 'create',
    name: readName(values.name),
    role: readRole(values.role),
    expiresAt: readExpiry(values['expires-in'], values['expires-at'], now),
  }
}

function readRevoke(args: string[]): KeyCommand {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [id, ...more] = positionals
  // Not quoted: whoever gives the whole key gives a secret.
  if (id === undefined || more.length > 0 || !/^[0-9a-f]{16}$/.test(id)) {
    throw new UsageError(
      'key revoke needs the ID of one key, its part between dl_ and the next _; key list shows it',
    )
  }
  return { do: 'revoke', id }
}

function readName(name: string | undefined): string {
  if (name === undefined)
    throw new UsageError('key create needs --name NAME: the history names it as the actor')
  if (name.trim() !== name || !/^\P{C}{1,100}$/u.test(name)) {
    throw new UsageError(
      '--name is 1 to 100 characters, without control characters and without blanks at its ends',
    )
  }
  // The history must not take a key for whoever came with a token.
  if (name.startsWith(SUBJECT_PREFIX)) throw new UsageError(`--name does not begin with ${SUBJECT_PREFIX}`)
  return name
}

function readRole(given: string | undefined): Role {
  const role = ROLES.find((known) => known.toLowerCase() === given)
  if (role) return role
  throw new UsageError(`key create needs --role ${ROLES.join(' | ').toLowerCase()}`)
}

const DAY_MS = 86_400_000
const MAX_DAYS = 36_500

/** The instant of expiry; null where neither option is given, for a key that holds until it is revoked. */
function readExpiry(days: string | undefined, instant: string | undefined, now: number): string | null {
  if (days !== undefined && instant !== undefined) {
    throw new UsageError('--expires-in and --expires-at exclude each other')
  }
  if (instant !== undefined) return readInstant(instant, now)
  if (days === undefined) return null
  if (!/^\d{1,5}$/.test(days) || Number(days) < 1 || Number(days) > MAX_DAYS) {
    throw new UsageError(`--expires-in is a number of days from 1 to ${MAX_DAYS}`)
  }
  return new Date(now + Number(days) * DAY_MS).toISOString()
}

function readInstant(text: string, now: number): string {
  const instant = parseInstant(text)
  if (instant === null) throw new UsageError('--expires-at is an instant such as 2027-01-31T00:00:00Z')
  if (instant.getTime() <= now) throw new UsageError('--expires-at lies in the past')
  return instant.toISOString()
}

function parseInstant(text: string): Date | null {
  try {
    return new Date(checkInstant(text))
  } catch {
    return null
  }
}
