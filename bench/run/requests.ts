import { createDice } from '../data/dice.ts'
import type { Asked, Server, Shape } from '../shapes/shape.ts'
import type { Samples } from './samples.ts'

/** Requests of a shape to all servers: the nth asks each of them for the same. */
export interface Requests {
  asked: readonly Asked[]
  /** The text of each request's body. */
  bodies: (server: Server) => string[]
  /** Where a server takes them. */
  path: (server: Server) => string
}

const COUNT = 200

export function createRequests(shape: Shape, samples: Samples, seed: number): Requests {
  const dice = createDice(seed)(shape.name, 0)
  const asked = Array.from({ length: COUNT }, () => shape.draw(samples, dice))
  return {
    asked,
    bodies: (server) =>
      asked.map((one) =>
        JSON.stringify(
          server === 'limit' ? one.limit : { query: compact(shape[server]), variables: one[server] },
        ),
      ),
    path: (server) => (server === 'limit' ? `/${shape.name}` : '/graphql'),
  }
}

/** Clients send a document as their build made it, without the indentation of its source. */
const compact = (document: string): string => document.replaceAll(/\s+/g, ' ').trim()
