import type { Transaction } from 'kysely'
import type { Database } from '../database.ts'
import type { Slug } from '../records.ts'
import type { Tables } from '../tables.ts'
import { slugify } from '../values/slug.ts'
import type { NodeKind } from '../vocabulary.ts'
import { type Outcome, saveRecords } from '../writes/save.ts'
import type { Problem } from '../writes/shape.ts'
import { inTransaction } from '../writes/transaction.ts'
import { findArticleSlugs, findFreeSlug, findRecordedArticle } from './article-lookup.ts'
import { findNamed, type Named } from './article-named.ts'
import { completeArticle, newArticle } from './article-record.ts'
import { type ArticleText, readArticleText } from './article-text.ts'

export interface ArticleReport {
  /** What became of each record, the article last. */
  saved: { kind: NodeKind; slug: Slug; result: 'CREATED' | 'REVISED' | 'UNCHANGED' }[]
  /** Why nothing was saved; empty when all was. */
  problems: (Problem & { kind: NodeKind })[]
  /** What was read; `unplaced` and `dropped` are the lines that went nowhere. */
  read: ArticleText
}

export interface ArticleOptions {
  /** Who is written into the history. */
  actor: string
  /** The article that the text belongs to; a new one gets this slug. */
  slug?: Slug
}

/**
 * Imports the saved text of an article. The article on record that it belongs to is completed: found by slug,
 * address, or headline, day and outlet. Where there is none, the article is made, with the outlet, authors and
 * subjects that are not on record under the same name. All or nothing. Throws ArticleTextError when the text is
 * no article.
 */
export async function importArticle(
  database: Database,
  text: string,
  { actor, slug }: ArticleOptions,
): Promise<ArticleReport> {
  const read = readArticleText(text)
  try {
    const saved = await inTransaction(database.kysely, (trx) => saveArticle(trx, read, actor, slug))
    return { saved, problems: [], read }
  } catch (error) {
    if (error instanceof Refused) return { saved: [], problems: error.problems, read }
    throw error
  }
}

/** Rolls the transaction back. */
class Refused extends Error {
  readonly problems: ArticleReport['problems']

  constructor(problems: ArticleReport['problems']) {
    super('refused')
    this.problems = problems
  }
}

async function saveArticle(
  trx: Transaction<Tables>,
  text: ArticleText,
  actor: string,
  slug: Slug | undefined,
): Promise<ArticleReport['saved']> {
  const known = slug ?? (await chooseArticle(trx, text))
  const recorded = known === null ? null : await findRecordedArticle(trx, known)
  const named = await findNamed(trx, text, recorded)
  const article = recorded
    ? completeArticle(recorded, text, named)
    : newArticle(known ?? (await newSlug(trx, text, named)), text, named)

  const saved: ArticleReport['saved'] = []
  for (const [kind, records] of [...named.records, ['Article', [article]] as const]) {
    const outcomes = await saveRecords(trx, kind, records, actor)
    saved.push(...outcomes.map((outcome) => savedOf(kind, outcome)))
  }
  return saved
}

/** The slug of the one article on record that a text is of; null where there is none. */
async function chooseArticle(trx: Transaction<Tables>, text: ArticleText): Promise<Slug | null> {
  const slugs = await findArticleSlugs(trx, text)
  if (slugs.length < 2) return slugs[0] ?? null
  const message = `Several articles have this headline and day; name one of them: ${slugs.join(', ')}.`
  throw new Refused([{ kind: 'Article', field: 'slug', code: 'DUPLICATE', message }])
}

function newSlug(trx: Transaction<Tables>, text: ArticleText, { outlet }: Named): Promise<Slug> {
  const parts = [outlet, text.publishedOn, slugify(text.headline)]
  return findFreeSlug(trx, 'article', parts.filter(Boolean).join('/'))
}

function savedOf(kind: NodeKind, outcome: Outcome): ArticleReport['saved'][number] {
  if (outcome.result !== 'REFUSED') return { kind, slug: outcome.slug, result: outcome.result }
  throw new Refused(outcome.problems.map((problem) => ({ kind, ...problem })))
}
