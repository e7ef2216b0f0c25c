/** Of each process, as long as there are enough. */
const USUAL_CONNECTIONS = 10
/** Of the embedded PostgreSQL's 60, what the primary and the commands beside it leave. */
const EMBEDDED_CONNECTIONS = 40

/** Workers at most: with more, the embedded PostgreSQL would have less than a connection for each and one to listen. */
export const MAX_WORKERS = EMBEDDED_CONNECTIONS / 2

/** The pool of one of several workers. Beside it each has a connection that listens to the feed. */
export const connectionsOfWorker = (workers: number, embedded: boolean): number =>
  embedded ? Math.min(USUAL_CONNECTIONS, Math.floor(EMBEDDED_CONNECTIONS / workers) - 1) : USUAL_CONNECTIONS
