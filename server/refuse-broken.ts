import type { Duplex } from 'node:stream'
import { answerSocket } from './answer-socket.ts'

/** Answers what is no HTTP, has too long headers, or takes too long to be sent: node:http never makes a request of it. */
export function refuseBroken(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { code, ...answer } = ANSWERS.get(error.code) ?? BROKEN
  socket.once('finish', () => socket.destroy())
  answerSocket(socket, { ...answer, extensions: { code } })
}

const BROKEN = { status: 400, code: 'BAD_REQUEST', message: 'This is not HTTP/1.1' }
const ANSWERS = new Map<string | undefined, typeof BROKEN>([
  [
    'HPE_HEADER_OVERFLOW',
    { status: 431, code: 'LIMIT_EXCEEDED', message: 'The headers of the request are longer than is allowed' },
  ],
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    { status: 408, code: 'REQUEST_TIMEOUT', message: 'The request was not sent whole in time' },
  ],
])
