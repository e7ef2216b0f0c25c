/** What ends a run and the person at the terminal can look into: a server that fails, answers that differ. */
export class BenchFailure extends Error {
  override name = 'BenchFailure'
}
