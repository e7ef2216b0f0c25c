import { once } from 'node:events'
import { WebSocket } from 'ws'
import { subscribe } from '../web-socket.ts'
import type { Follow } from './follow.ts'

/** Follows by a WebSocket, and comes back by the argument `after`. */
export const followSocket: Follow = async (url, { query, last }, onResult, signal) => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws')
  const closed = once(socket, 'close')
  // That it is lost is told by its close.
  socket.on('error', () => {})
  const cut = () => socket.terminate()
  signal.addEventListener('abort', cut)
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })))
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data))
    if (signal.aborted) return
    if (type === 'connection_ack') socket.send(JSON.stringify(subscribe('1', query, { after: last })))
    if (type === 'next') onResult(payload)
    if (type === 'error') onResult({ errors: payload })
    if (type === 'error' || type === 'complete') socket.close()
  })
  await closed
  signal.removeEventListener('abort', cut)
}
