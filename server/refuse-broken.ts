import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers what is no HTTP, has too long headers, or takes too long to be sent: node:http never makes a request of it. */
export function refuseBroken(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { status, code, message } = ANSWERS.get(error.code) ?? BROKEN
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
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
