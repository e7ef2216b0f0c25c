import type { ExecutionResult } from 'graphql'
import type { Connection } from './connection.ts'
import { bytesOf, headOf, stretchesOf } from './next-messages.ts'
import type { Results } from './results.ts'

/**
 * Sends the results of an operation as they come, and is done after the last. To the library that keeps the protocol it is
 * an operation without results: it would write each anew, where this sends the bytes that there are.
 */
export function deliver(
  connection: Connection,
  id: string,
  results: Results,
  { isStream, onEnd }: { isStream: boolean; onEnd: () => void },
): AsyncGenerator<ExecutionResult, void> {
  const stopped = Promise.withResolvers<void>()
  let isStopped = false
  const stop = () => {
    isStopped = true
    results.return()
    stopped.resolve()
  }
  const isCut = () => !connection.isOpen || (isStream && connection.isLeaving)
  const head = headOf(id)
  const isOver = () => isStopped || !connection.isOpen
  const sendThem = async () => {
    while (!isOver()) {
      // The next are pulled when the last were taken: what waits for a slow reader waits where it is kept anyway.
      while (connection.room()) await connection.room()
      if (isOver()) return
      const some = await results.next()
      if (!some) return
      for (const stretch of stretchesOf(some)) {
        // Another operation may have filled it meanwhile; and what is added would hide that some was taken.
        while (connection.room()) await connection.room()
        if (!isOver()) connection.write(bytesOf(head, stretch))
      }
    }
  }
  const sendAll = async () => {
    await sendThem().catch((error: unknown) => {
      if (!isCut()) throw error
    })
    // What the connection cuts short is not complete, nor a stream that ends since the process does: the close tells why.
    if (isCut()) await stopped.promise
  }
  return {
    // Stopped, it is done at once, so that its id is free again; what is under way ends by itself.
    next: async () => {
      const end = connection.begin(!isStream)
      try {
        await Promise.race([sendAll(), stopped.promise])
        return DONE
      } finally {
        results.return()
        end()
        onEnd()
      }
    },
    return: async () => {
      stop()
      return DONE
    },
    throw: async (error) => {
      stop()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: async () => stop(),
  }
}

const DONE = { value: undefined, done: true } as const
