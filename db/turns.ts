/** Lets so many of a kind of work go on at once; the others wait in the order in which they came. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Whoever has waited for `waitMs` is refused with what `late` makes. Default: all wait for as long as it takes. */
export interface Patience {
  waitMs: number
  late: () => Error
}

export function createTurns(atOnce: number, patience?: Patience): Turns {
  let free = atOnce
  const waiting = new Set<() => void>()
  const wait = () =>
    new Promise<void>((resolve, reject) => {
      const giveUp = ({ late }: Patience) => {
        waiting.delete(turn)
        reject(late())
      }
      const timer = patience && setTimeout(giveUp, patience.waitMs, patience)
      const turn = () => {
        clearTimeout(timer)
        resolve()
      }
      waiting.add(turn)
    })
  const giveBack = () => {
    const [next] = waiting
    if (!next) free++
    else {
      // The place goes over to whoever waits longest.
      waiting.delete(next)
      next()
    }
  }
  return async (work) => {
    if (free > 0) free--
    else await wait()
    try {
      return await work()
    } finally {
      giveBack()
    }
  }
}
