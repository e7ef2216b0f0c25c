import { describeError, type ToldError } from './describe-error.ts'

/**
 * Has the process end by what nobody caught as Node ends it, with 1, but tell of it only what the log would: Node shows all that
 * an error holds, and PostgreSQL's holds the row that was refused.
 */
export function endByDefect(): void {
  process.on('uncaughtException', (error) => {
    const told = describeError(error)
    process.stderr.write(typeof told === 'string' ? `Ended by what is no error: ${told}\n` : textOf(told))
    process.exit(1)
  })
}

const textOf = ({ type, message, code, stack, cause }: ToldError): string =>
  `${stack ?? `${type}: ${message}`}\n${code ? `code: ${code}\n` : ''}${cause ? `cause: ${textOf(cause)}` : ''}`
