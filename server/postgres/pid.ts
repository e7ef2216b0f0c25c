import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { run } from './run.ts'

/** The command line of a process, its arguments joined by spaces; undefined once it has ended. */
export async function commandOf(pid: number): Promise<string | undefined> {
  const command = hasProc
    ? (await readProc(`${pid}/cmdline`)).replaceAll('\0', ' ')
    : await readPs('command=', pid)
  // A zombie still has its number but no command line, and counts as ended.
  return command.trim() || undefined
}

/**
 * When a process started, as a text fit for comparison only; undefined once it has ended. With it, a process
 * number names one process for ever: the system gives numbers out again.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (!hasProc) return (await readPs('lstart=', pid)) || undefined
  const stat = await readProc(`${pid}/stat`)
  // The second field is a name in brackets that may hold spaces and brackets itself.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticksSinceBoot = fields[18]
  if (!ticksSinceBoot || state === 'Z') return undefined
  return `${(await readProc('sys/kernel/random/boot_id')).trim()}+${ticksSinceBoot}`
}

const hasProc = existsSync('/proc/self/stat')

const readProc = (path: string) => readFile(`/proc/${path}`, 'utf8').catch(() => '')

async function readPs(field: string, pid: number): Promise<string> {
  const { ok, output } = await run('ps', ['-ww', '-o', field, '-p', String(pid)])
  return ok ? output : ''
}
