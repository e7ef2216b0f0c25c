/** The workers cannot serve. The message is for the operator. */
export class WorkerFailure extends Error {
  override name = 'WorkerFailure'
}
