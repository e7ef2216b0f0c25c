import { chown, open, rename, rm } from 'node:fs/promises'
import type { Binaries } from './binaries.ts'
import { makeDraft } from './draft.ts'
import { codeOf, PostgresFailure } from './failure.ts'
import type { Home } from './home.ts'
import { run } from './run.ts'

/** The superuser of a cluster. */
export const SUPERUSER = 'postgres'

/** The locales tried for LC_CTYPE, best first: not every system has the first. */
const LETTER_LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C']

/** Makes a new cluster in `data`, as a draft beside it that is renamed when complete: what is there is whole. */
export async function initialise(
  home: Home,
  { initdb }: Binaries,
  data: string,
  passwordFile: string,
): Promise<void> {
  const draft = await makeDraft(home.folder)
  try {
    if (home.account) await chown(draft, home.account.uid, home.account.gid)
    await runInitdb(home, initdb, draft, passwordFile)
    await rename(draft, data)
    await sync(home.folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (error instanceof PostgresFailure) throw error
    throw new PostgresFailure(
      'POSTGRES_FOLDER_UNUSABLE',
      `The new database could not be moved to ${data} (${codeOf(error)}). If that holds something else, move it ` +
        'away, or set DATELINE_DATA to another folder.',
      { cause: error },
    )
  }
}

async function runInitdb(
  { account }: Home,
  initdb: string,
  draft: string,
  passwordFile: string,
): Promise<void> {
  let output = ''
  for (const letters of LETTER_LOCALES) {
    const result = await run(initdb, initdbArguments(draft, passwordFile, letters), account)
    if (result.ok) return
    output = result.output
    if (!output.includes('invalid locale name')) break
  }
  throw new PostgresFailure(
    'POSTGRES_FAILED',
    `A new database could not be made with ${initdb}. It said:\n${output}\n` +
      'Check that the disk has space and the system the GNU C library, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/**
 * Text is UTF-8 and sorts by code point, by rules that PostgreSQL carries itself: the same on every machine and after
 * every upgrade of the system. A sort order of libc or ICU changes with them, and silently breaks the indexes.
 * LC_CTYPE is still the system's: full-text search asks it what a letter is, and under "C" takes a curly quotation
 * mark or a dash for part of a word.
 */
const initdbArguments = (draft: string, passwordFile: string, letters: string) => [
  ...['--pgdata', draft, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
  ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
  ...['--locale', 'C', '--lc-ctype', letters, '--text-search-config', 'english'],
  ...['--data-checksums', '--no-instructions'],
]

async function sync(folder: string): Promise<void> {
  const entry = await open(folder)
  await entry.sync().finally(() => entry.close())
}
