import type { RequestListener } from 'node:http'

/**
 * Cuts off whoever takes nothing of an answer for so long: what waits for it would be kept until it goes. The socket's timer begins
 * anew with whatever is taken, however little, so that a slow reader is given all; it looks that often, and so may come
 * twice as late.
 */
export const endUnread =
  (stallMs: number): RequestListener =>
  (_request, response) => {
    response.setTimeout(stallMs, () => {
      if (response.socket?.writableLength) response.destroy()
    })
  }
