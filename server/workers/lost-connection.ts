import type { Worker } from 'node:cluster'

/**
 * Closes the connection that was being handed to a worker when that was killed. The primary hands one at a time and
 * waits until it was taken; Node forgets, open, the one that never will be, and its caller would wait for ever.
 */
export function closeLostConnection(worker: Worker): void {
  const { process } = worker
  const send = process.send.bind(process)
  let handed: unknown
  process.send = (message: Parameters<typeof send>[0], handle?: unknown, ...rest: never[]) => {
    handed = handle ?? handed
    return Reflect.apply(send, process, [message, handle, ...rest])
  }
  // One that was taken is closed here already, and closing it again does nothing.
  worker.once('exit', () => {
    if (isClosable(handed)) handed.close()
  })
}

const isClosable = (handle: unknown): handle is { close(): void } =>
  typeof handle === 'object' && handle !== null && 'close' in handle && typeof handle.close === 'function'
