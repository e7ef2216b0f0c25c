// A Dateline that does nothing but keep its database open: node postgres-child.ts <folder> [leave]
// Prints one line of JSON, then waits for SIGTERM. Ctrl-C does not move it. With "leave" it neither waits nor closes.
import { openPostgres, PostgresFailure } from '../../server/postgres.ts'

const [, , folder = '', mode] = process.argv
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const postgres = await openPostgres(folder)
  if (mode !== 'leave') {
    const waiting = setInterval(() => {}, 60_000)
    process.on('SIGINT', () => print({ interrupted: true }))
    process.once('SIGTERM', async () => {
      await postgres.close()
      clearInterval(waiting)
    })
  }
  print({ url: postgres.url })
} catch (error) {
  if (!(error instanceof PostgresFailure)) throw error
  print({ code: error.code, message: error.message })
  process.exitCode = 1
}
