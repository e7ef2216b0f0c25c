import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { bodyOf } from '../../server/body.ts'
import { PATH } from './way.ts'

/**
 * The bare limit: writes the same bytes to all who are there, what comes at once in one write, and knows neither GraphQL nor a
 * database. A POST has the bytes of an entry, and its query how often they are written.
 */
const streams = new Set<ServerResponse>()
const sockets = new Map<WebSocket, Socket>()

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bare')
  if (pathname === PATH) {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    response.write('event: next\ndata: {}\n\n')
    streams.add(response)
    response.once('close', () => streams.delete(response))
    return
  }
  const bytes = (await bodyOf(request)) ?? Buffer.alloc(0)
  const times = Number(searchParams.get('times'))
  response.end()
  const all = Buffer.concat(Array.from({ length: times }, () => bytes))
  for (const stream of streams) stream.write(all)
  for (const [socket, connection] of sockets) {
    connection.cork()
    for (let nth = 0; nth < times; nth++) socket.send(bytes, { binary: false })
    connection.uncork()
  }
})

const webSockets = new WebSocketServer({ server, path: PATH, perMessageDeflate: false })
webSockets.on('connection', (socket, { socket: connection }) => {
  // As the protocol has it: the connection is acknowledged, and a subscription begins with word of progress.
  socket.once('message', () => {
    socket.send('{"type":"connection_ack"}')
    socket.once('message', () => {
      socket.send('{}')
      sockets.set(socket, connection)
    })
  })
  socket.once('close', () => sockets.delete(socket))
})

server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit())
