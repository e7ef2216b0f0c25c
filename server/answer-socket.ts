import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

interface Answer {
  status: number
  headers?: Readonly<Record<string, string>>
  message: string
  extensions: { code: unknown; argument?: unknown }
}

/** Answers by one error over a socket of which node:http has made no request, and ends it. */
export function answerSocket(socket: Duplex, { status, headers = {}, message, extensions }: Answer): void {
  const body = JSON.stringify({ errors: [{ message, extensions }] })
  const lines = Object.entries({
    ...headers,
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}
