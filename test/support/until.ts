import { setTimeout as wait } from 'node:timers/promises'

/** Waits until something is so. Throws after the time that a busy machine may take. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isSo()); await wait(20)) {
    if (Date.now() > deadline) throw new Error(`It never came: ${what}`)
  }
}
