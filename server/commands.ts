import { parseArgs } from 'node:util'
import { grantService } from '../db/grant.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { tellAdminKey } from './admin-key.ts'
import { runKey } from './commands/key.ts'
import { readKeyCommand } from './commands/key-command.ts'
import { readServeCommand } from './commands/serve-command.ts'
import { readWebhookCommand } from './commands/webhook-command.ts'
import { type Config, readConfig } from './config.ts'
import { messageOf } from './expected.ts'
import { createLog } from './log.ts'
import { refusePending } from './pending.ts'
import { serve } from './serve.ts'
import { openStore, type Store } from './store.ts'
import { UsageError } from './usage-error.ts'

const HELP = `dateline <command>

  serve [--workers N]          serve GraphQL, by default at http://localhost:4000/graphql
      --workers N              in N processes that share the port; 1 unless said otherwise
  migrate [--grant ROLE]       bring the database to the newest schema, as its owner
      --grant ROLE             and let ROLE do what the service needs, and no more (docs/operation.md)
  import [options] FILE...     import records (docs/records.md) or the text of articles
      --as records|article     what the files hold; records unless said otherwise
      --slug SLUG              with --as article: the article that the text belongs to
  export FILE|FOLDER           write all that the database holds to a file (docs/operation.md), packed if its name ends in .gz
  restore FILE                 fill an empty database with what export has written
  doctor                       check the deployment: a line a check; ends with 1 where one fails
  key create --name NAME --role reader|editor|admin [--expires-in DAYS | --expires-at INSTANT]
                               make an API key, shown once on standard output
  key list                     show every key, without its secret
  key revoke ID                end a key
  webhook create --name NAME --url URL --selection FILE [--variables JSON]
                               send what a GraphQL subscription answers; the secret is shown once on standard output
  webhook list                 show every webhook, and how it fares
  webhook deliveries ID        show its latest attempts, the newest first
  webhook pause ID | resume ID send no more, and go on where it stood
  webhook skip ID              go on with the next change: what lies between is not sent
  webhook rotate ID            make a new secret; the old one signs too for a day
  webhook test ID              send an empty message now
  webhook delete ID            forget a webhook
  help                         show this

Settings are environment variables: README.md lists them.
`

/** Runs one command; resolves to the exit code. What an operator can mend is told on standard error in a line, without a stack. */
export async function runCommand(args: string[]): Promise<number> {
  try {
    return await run(args)
  } catch (error) {
    const message = messageOf(error)
    if (message === null) throw error
    process.stderr.write(`${message}\n`)
    return 1
  }
}

async function run([command = 'help', ...args]: string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return runServe(args)
    case 'migrate':
      return runMigrate(args)
    case 'import':
      return importFiles(args)
    case 'export':
    case 'restore':
      return runDump(command, args)
    case 'doctor':
      parseArgs({ args })
      return runDoctorCommand()
    case 'key':
      return runKeyCommand(args)
    case 'webhook':
      return runWebhookCommand(args)
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(HELP)
      return 0
    default:
      process.stderr.write(`There is no command ${command}.\n\n${HELP}`)
      return 2
  }
}

async function runServe(args: string[]): Promise<number> {
  const given = readServeCommand(args)
  const config = { ...readConfig(), ...given }
  const log = createLog(config)
  const service = await serve(config, log, (key) => {
    process.stderr.write(tellAdminKey(key, process.stderr.isTTY === true))
  })
  log.info({ url: service.url }, `Dateline is ready: ${service.url}`)
  log.flush()
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  try {
    log.info({ signal: await Promise.race([asked, service.failure]) }, 'stopping')
  } finally {
    await service.close()
  }
  return 0
}

async function importFiles(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string', default: 'records' }, slug: { type: 'string' } },
  })
  const { as, slug } = values
  if (files.length === 0) throw new UsageError('import needs at least one FILE')
  if (as !== 'records' && as !== 'article') throw new UsageError('--as is records or article')
  if (slug !== undefined && (as !== 'article' || files.length > 1)) {
    throw new UsageError('--slug goes with --as article and one FILE')
  }
  const config = readConfig()
  const store = await openStore(config, createLog(config), { beside: true })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  try {
    // Loaded when asked for: serving does not wait for it.
    const { runImport } = await import('./commands/import.ts')
    return await store.atLength(async (database) => {
      if (store.embedded) await migrate(database.kysely)
      return runImport(files, {
        as,
        ...(slug !== undefined && { slug }),
        database,
        out: process.stdout,
        progress: process.stdout.isTTY === true,
        signal: stop.signal,
      })
    })
  } finally {
    await store.close()
  }
}

async function runDump(command: 'export' | 'restore', args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) {
    throw new UsageError(`${command} needs one ${command === 'export' ? 'FILE or FOLDER' : 'FILE'}`)
  }
  const { runExport } = await import('./commands/export.ts')
  const { runRestore } = await import('./commands/restore.ts')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const run = command === 'export' ? runExport : runRestore
  return beside(readConfig(), (store) =>
    store.atLength((database) =>
      run(path, {
        database,
        out: process.stdout,
        progress: process.stdout.isTTY === true,
        signal: stop.signal,
      }),
    ),
  )
}

async function runDoctorCommand(): Promise<number> {
  const config = readConfig()
  const { runDoctor } = await import('./commands/doctor.ts')
  const store = await openStore(config, createLog({ ...config, logLevel: 'silent' }), { beside: true })
  const replica =
    config.replicaUrl === null ? null : openDatabase(config.replicaUrl, { pooled: config.pooled })
  try {
    const { database, embedded, folder } = store
    return await runDoctor({
      database,
      embedded,
      folder,
      replica,
      workers: config.workers,
      out: process.stdout,
    })
  } finally {
    await replica?.close()
    await store.close()
  }
}

async function runKeyCommand(args: string[]): Promise<number> {
  const command = readKeyCommand(args, Date.now())
  return beside(readConfig(), ({ database }) =>
    runKey(command, { database, out: process.stdout, told: process.stderr }),
  )
}

async function runWebhookCommand(args: string[]): Promise<number> {
  const command = readWebhookCommand(args)
  const config = readConfig()
  const { runWebhook } = await import('./commands/webhook.ts')
  return beside(config, ({ database }) =>
    runWebhook(command, {
      database,
      reach: config.webhooks ?? 'public',
      limits: config.protection.limits,
      out: process.stdout,
      told: process.stderr,
    }),
  )
}

/** Works on the database of a server that may be running. Standard output is left to the command. */
async function beside(config: Config, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await openStore(config, createLog({ ...config, logLevel: 'silent' }), { beside: true })
  try {
    if (store.embedded) await store.atLength(({ kysely }) => migrate(kysely))
    else await refusePending(store.database)
    return await work(store)
  } finally {
    await store.close()
  }
}

async function runMigrate(args: string[]): Promise<number> {
  const { grant } = parseArgs({ args, options: { grant: { type: 'string' } } }).values
  const config = readConfig()
  const store = await openStore(config, createLog(config), { beside: true })
  try {
    const applied = await store.atLength(({ kysely }) => migrate(kysely))
    process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'Nothing to do\n')
    if (grant !== undefined) {
      await store.atLength(({ kysely }) => grantService(kysely, grant))
      process.stdout.write(`${grant} may do what the service needs\n`)
    }
    return 0
  } finally {
    await store.close()
  }
}
