import type pg from 'pg'
import type { Session, SessionOptions } from './database.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 3_000

interface Connecting {
  /** A client that is not connected yet. */
  connect: () => pg.Client
  isListening: boolean
  onError: (error: Error) => void
}

/** A connection of its own that comes back when it is lost. See Database.openSession. */
export async function openSession(
  { channel, onNotify, onReconnect }: SessionOptions,
  { connect, isListening, onError }: Connecting,
): Promise<Session> {
  let closed = false
  let current: pg.Client | null = null
  let pauseMs = FIRST_PAUSE_MS

  const open = async () => {
    const client = connect()
    client.on('error', onError)
    client.on('notification', ({ payload = '' }) => onNotify(payload))
    try {
      await client.connect()
      if (isListening) await client.query(`listen ${client.escapeIdentifier(channel)}`)
    } catch (error) {
      await end(client)
      throw error
    }
    if (closed) return end(client)
    client.once('end', () => {
      current = null
      openAgain()
    })
    current = client
    pauseMs = FIRST_PAUSE_MS
  }
  const openAgain = () => {
    if (closed) return
    const timer = setTimeout(async () => {
      if (closed) return
      try {
        await open()
        if (!closed) onReconnect()
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)))
        openAgain()
      }
    }, pauseMs)
    timer.unref()
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
  await open()
  return {
    isListening,
    query: async (text, values) => {
      const client = current
      if (!client) throw new Error('The connection is lost')
      try {
        const { rows } = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })
        return rows
      } catch (error) {
        // What PostgreSQL refuses it has answered; anything else may never be.
        if (!isAnswer(error)) await end(client)
        throw error
      }
    },
    close: async () => {
      closed = true
      if (current) await end(current)
    },
  }
}

const isAnswer = (error: unknown): boolean => error instanceof Error && 'severity' in error

/** Of a client that is lost already there is nothing to end. */
const end = (client: pg.Client): Promise<void> => client.end().catch(() => {})
