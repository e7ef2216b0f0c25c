import type { Json, Server, Shape } from '../shapes/shape.ts'
import { difference, even } from './answers.ts'
import { ask } from './ask.ts'
import { BenchFailure } from './failure.ts'
import type { Requests } from './requests.ts'
import type { RunningServer } from './servers.ts'

/** Requests of each shape whose answers are compared. */
const COMPARED = 12

/** Throws BenchFailure unless all servers give the same answers, with something in them. */
export async function checkAnswers(
  shape: Shape,
  requests: Requests,
  servers: readonly RunningServer[],
  signal: AbortSignal,
): Promise<void> {
  const bodies = new Map<Server, string[]>(servers.map(({ name }) => [name, requests.bodies(name)]))
  let told = 0
  for (let at = 0; at < COMPARED; at++) {
    signal.throwIfAborted()
    const answers: { name: Server; data: Json }[] = []
    for (const { name, origin } of servers) {
      const data = await ask(name, origin + requests.path(name), bodies.get(name)?.[at] ?? '')
      answers.push({ name, data: even(data) })
    }
    const [first, ...others] = answers
    for (const other of others) {
      const found = difference(first?.data ?? null, other.data)
      if (found === null) continue
      throw new BenchFailure(
        `${shape.name}: ${first?.name} and ${other.name} differ, at ${found}\nasked ${JSON.stringify(requests.asked[at])}`,
      )
    }
    told += JSON.stringify(first?.data).length
  }
  if (told < COMPARED * LEAST_LENGTH) throw new BenchFailure(`${shape.name}: the answers are all but empty`)
}

const LEAST_LENGTH = 100
