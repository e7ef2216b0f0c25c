import { setImmediate } from 'node:timers/promises'

/** As long as others may wait for the process. */
const TURN_MS = 20

/** What long work calls between its steps: lets others have their turn where it has had its own. */
export function createTurns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < TURN_MS) return
    await setImmediate()
    began = performance.now()
  }
}
