import { spawn } from 'node:child_process'

const CLI = new URL('../../server/cli.ts', import.meta.url).pathname

/** A key, a token, a webhook's secret, a password, or a row as PostgreSQL shows it: never told by a process, whatever a test does to it. */
const SECRET =
  /dl_[0-9a-f]{16}_[0-9a-f]{64}|eyJ[\w-]+\.eyJ[\w-]+\.|whsec_[\w+/]{20}|:\/\/[^:@/\s"]+:[^@/\s"]+@|Failing row/

/** Starts `dateline serve` as a newcomer does, and waits for the line that says it is ready. */
export async function startService(environment: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, [CLI, 'serve', ...args], {
    env: { PATH: process.env.PATH, DATELINE_PORT: '0', DATELINE_LOG_FORMAT: 'json', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const exit = ended.then((code) => {
    const told = SECRET.exec(output)
    if (told)
      throw new Error(
        `A service told a secret: …${output.slice(Math.max(0, told.index - 300), told.index + 60)}…`,
      )
    return code
  })
  exit.catch(() => {})
  const url = await new Promise<string | null>((resolve) => {
    let isReady = false
    const read = (chunk: Buffer) => {
      output += chunk
      // A busy service logs much, all of which would be searched for each line.
      if (isReady) return
      const found = /"url":"([^"]+)"/.exec(output)?.[1]
      if (found) resolve(found)
      isReady = found !== undefined
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    ended.then(() => resolve(null))
  })
  return {
    url,
    pid: child.pid,
    exit,
    output: () => output,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  }
}
