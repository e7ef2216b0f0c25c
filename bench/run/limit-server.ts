import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import { SHAPES } from '../shapes/index.ts'

/**
 * The limit: what no service can be faster than that asks this PostgreSQL once and answers over HTTP. A POST to
 * `/<shape>` holds the parameters of the shape's statement as a JSON array; its one value is passed through as text.
 */
const { DATABASE_URL, PORT, CONNECTIONS } = process.env

const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  max: Number(CONNECTIONS),
  options: '-c datestyle=ISO -c timezone=UTC',
})
const statements = new Map(SHAPES.map(({ name, limit }) => [`/${name}`, { name, text: limit }]))
const asText = { getTypeParser: () => (value: string) => value }

const server = createServer(async (request, response) => {
  const statement = statements.get(request.url ?? '')
  if (!statement) {
    response.writeHead(404).end()
    return
  }
  try {
    const values: unknown[] = JSON.parse(await bodyOf(request))
    const { rows } = await pool.query<[string]>({ ...statement, values, rowMode: 'array', types: asText })
    const body = rows[0]?.[0] ?? ''
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      .end(body.length > 16384 ? Buffer.from(body) : body)
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
})

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.once('end', () => resolve(body)).once('error', reject)
  })
}

server.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close(() => pool.end())
  server.closeAllConnections()
})
