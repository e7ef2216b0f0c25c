/** The words of a command are wrong. The message is for whoever typed them. */
export class UsageError extends Error {
  override name = 'UsageError'
}
