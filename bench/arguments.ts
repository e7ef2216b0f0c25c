import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from '../server/usage-error.ts'

/** The options of a command. Throws UsageError for what cannot be read. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A number of an option. Throws UsageError for one that is not whole, or beyond nine digits. */
export function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError(`--${name} is ${JSON.stringify(text)}; it must be a whole number from 1 to 999999999`)
}
