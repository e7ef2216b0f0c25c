import { type FaultKind, untilWritten } from '../world.ts'

/** A reader's socket is destroyed in the midst of what it is sent. */
export const cutSockets: FaultKind = {
  name: 'cut-sockets',
  rounds: { full: 200, short: 20 },
  inject: async (world) => {
    const { subscribers, dice } = world
    subscribers[dice.below(subscribers.length)]?.cut()
    await untilWritten(world, 1 + dice.below(20))
    return undefined
  },
}
