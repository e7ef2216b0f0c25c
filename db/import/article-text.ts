import type { ArticleText } from './article-text/article.ts'
import { readArticle } from './article-text/read.ts'

export type { ArticleAuthor, ArticleLink, ArticleText } from './article-text/article.ts'
export { ArticleTextError, type ArticleTextErrorCode } from './article-text/error.ts'

/**
 * Reads the saved text of a news article, plain or in Markdown: its header, its body, and its closing notes apart
 * from it. Pure, and linear in the length of the text.
 *
 * Header and closing notes are read line by line, by tables of general patterns; between them only a line that is
 * furniture as a whole leaves the body. Every line that is not blank ends in one place: a field, the body, `dropped`
 * with a reason, or `unplaced`.
 *
 * @throws ArticleTextError when the text has no headline or no body, or holds NUL or a lone surrogate
 */
export function readArticleText(text: string): ArticleText {
  return readArticle(text).article
}
