import type { Server } from '../shapes/shape.ts'

/** One turn of all servers at one shape with so many connections. */
export interface Turn {
  shape: string
  connections: number
  /** From 1. */
  round: number
  /** Another begins in every round: none is always the first after a pause, or behind the same other. */
  order: readonly Server[]
}

interface Plan {
  shapes: readonly string[]
  connections: readonly number[]
  rounds: number
  servers: readonly Server[]
}

/** All turns of a run. A round goes through everything before the next begins: a slow hour is no shape's own. */
export const planTurns = ({ shapes, connections, rounds, servers }: Plan): Turn[] =>
  Array.from({ length: rounds }, (_, at) => at + 1).flatMap((round) =>
    shapes.flatMap((shape) =>
      connections.map((count) => ({
        shape,
        connections: count,
        round,
        order: rotated(servers, round - 1),
      })),
    ),
  )

const rotated = <Item>(items: readonly Item[], by: number): Item[] => {
  const first = by % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
