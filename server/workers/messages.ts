/** What the primary tells a worker. Not in its environment: the address holds a password. */
export type ToWorker =
  | { is: 'SERVE'; databaseUrl: string; connections: number; port: number }
  /** To say what is measured of it. */
  | { is: 'MEASURE' }
  /** To end in order. */
  | { is: 'DRAIN' }

/** What a worker tells the primary. */
export type FromWorker =
  | { is: 'LISTENING'; url: string }
  | { is: 'MEASURED'; measured: readonly object[] }
  /** It cannot begin, for a reason that the operator can mend. */
  | { is: 'FAILED'; message: string }

export const isToWorker = (message: unknown): message is ToWorker =>
  says(message, 'DRAIN') || says(message, 'SERVE') || says(message, 'MEASURE')

export const isFromWorker = (message: unknown): message is FromWorker =>
  says(message, 'LISTENING') || says(message, 'MEASURED') || says(message, 'FAILED')

/** The two ends are of one version: what is so called is so made. */
const says = (message: unknown, is: string): boolean =>
  typeof message === 'object' && message !== null && 'is' in message && message.is === is
