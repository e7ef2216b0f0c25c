/** What a WebSocket may cost. Times are in milliseconds. */
export interface Limits {
  /** Until `connection_init`. */
  initMs: number
  /** Between two pings; a peer that does not answer one until the next is gone. */
  pingMs: number
  /** How long a caller may take nothing of what waits for it. */
  slowReaderMs: number
  /** How long the answer to a close may take. */
  closeMs: number
  /** What waits for one caller, before it is sent no more until it has taken that; a result goes beyond it by itself. */
  bufferedBytes: number
  /** Of a message from a client. */
  messageBytes: number
  /** Under way on one WebSocket. */
  operations: number
  /** Of the id that a client gives an operation, which every message of it repeats. */
  idCharacters: number
}

export const LIMITS: Limits = {
  initMs: 3_000,
  pingMs: 12_000,
  slowReaderMs: 15_000,
  closeMs: 5_000,
  bufferedBytes: 65_536,
  messageBytes: 65_536,
  operations: 100,
  idCharacters: 128,
}
