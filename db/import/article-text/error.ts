export type ArticleTextErrorCode =
  | 'TEXT_HAS_NUL'
  | 'TEXT_HAS_LONE_SURROGATE'
  | 'HEADLINE_MISSING'
  | 'BODY_MISSING'

/** A text that is not an article. `code` is stable; `field` names what is missing or bad. */
export class ArticleTextError extends Error {
  override readonly name = 'ArticleTextError'
  readonly code: ArticleTextErrorCode
  readonly field: 'text' | 'headline' | 'body'

  constructor(code: ArticleTextErrorCode, field: 'text' | 'headline' | 'body', message: string) {
    super(`${field}: ${message}`)
    this.code = code
    this.field = field
  }
}
