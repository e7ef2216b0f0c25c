/** A database that cannot be filled. The message is for the person who named it. */
export class TargetRefusal extends Error {
  override name = 'TargetRefusal'
}
