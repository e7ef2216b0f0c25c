import { setImmediate } from 'node:timers/promises'

/** As long as others may wait for the process. */
const LONGEST_MS = 20

/** What long work calls between its steps: lets others have the process where they have waited for it. */
export function createPauses(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < LONGEST_MS) return
    await setImmediate()
    began = performance.now()
  }
}
