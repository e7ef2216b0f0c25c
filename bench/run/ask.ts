import type { Json, Server } from '../shapes/shape.ts'
import { BenchFailure } from './failure.ts'

/** Sends one request and reads its `data`. Throws BenchFailure for any other status than 200, and for errors. */
export async function ask(server: Server, url: string, body: string): Promise<Json> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body })
  const text = await response.text()
  if (response.status !== 200) throw new BenchFailure(refusal(server, body, `${response.status}: ${text}`))
  const { data, errors }: { data?: Json; errors?: Json } = JSON.parse(text)
  if (errors !== undefined || data === undefined)
    throw new BenchFailure(refusal(server, body, JSON.stringify(errors ?? text)))
  return data
}

const refusal = (server: Server, body: string, answer: string) =>
  `${server} answers with\n  ${answer.slice(0, 2_000)}\nto\n  ${body.slice(0, 2_000)}`
