import type { Json, Server } from '../shapes/shape.ts'
import { BenchFailure } from './failure.ts'

/** Sends one request and reads its `data`. Throws BenchFailure for any other status than 200, and for errors. */
export async function ask(server: Server, url: string, body: string): Promise<Json> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body })
  const text = await response.text()
  const { data, errors } = response.status === 200 ? readAnswer(text) : {}
  if (data !== undefined && errors === undefined) return data
  const answer = `${response.status} ${errors === undefined ? text : JSON.stringify(errors)}`
  throw new BenchFailure(`${server} answers\n  ${answer.slice(0, SHOWN)}\nto\n  ${body.slice(0, SHOWN)}`)
}

const SHOWN = 2_000

function readAnswer(text: string): { data?: Json; errors?: Json } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
