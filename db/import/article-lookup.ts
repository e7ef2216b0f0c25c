import type { Selectable, Transaction } from 'kysely'
import type { LinkRecord, Slug } from '../records.ts'
import type { Article, Tables } from '../tables.ts'
import { canonicalUrl } from '../values/canonical-url.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import type { ArticleText } from './article-text.ts'

type Trx = Transaction<Tables>

/** The slugs of the articles that a text may be of: by its address, else by headline, day and outlet. */
export async function findArticleSlugs(trx: Trx, text: ArticleText): Promise<Slug[]> {
  const byAddress = await findByAddress(trx, text.url)
  if (byAddress.length > 0 || text.publishedOn === null) return byAddress
  let query = trx
    .selectFrom('article')
    .leftJoin('outlet', 'outlet.id', 'article.outlet_id')
    .select('article.slug')
    .where('headline', '=', text.headline)
    .where('published_on', '=', text.publishedOn)
    .orderBy('article.id')
  if (text.outlet !== null) {
    const { outlet } = text
    query = query.where((where) =>
      where.or([where('outlet.name', '=', outlet), where('outlet.id', 'is', null)]),
    )
  }
  const rows = await query.execute()
  return rows.map(({ slug }) => slug)
}

async function findByAddress(trx: Trx, url: string | null): Promise<Slug[]> {
  const address = normalForm(url)
  if (address === null) return []
  const rows = await trx.selectFrom('article').select('slug').where('canonical_url', '=', address).execute()
  return rows.map(({ slug }) => slug)
}

/** Null for what is no web address. */
function normalForm(url: string | null): string | null {
  try {
    return url === null ? null : canonicalUrl(url)
  } catch (error) {
    if (error instanceof InvalidValue) return null
    throw error
  }
}

/** What is recorded of an article that a text may complete. */
export interface RecordedArticle {
  row: Selectable<Article>
  authors: Slug[]
  subjects: Slug[]
  links: LinkRecord[]
}

export async function findRecordedArticle(trx: Trx, slug: Slug): Promise<RecordedArticle | null> {
  const row = await trx.selectFrom('article').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (row === undefined) return null
  const authors = await trx
    .selectFrom('article_author')
    .innerJoin('author', 'author.id', 'author_id')
    .select('slug')
    .where('article_id', '=', row.id)
    .orderBy('position')
    .execute()
  const subjects = await trx
    .selectFrom('article_subject')
    .innerJoin('subject', 'subject.id', 'subject_id')
    .select('slug')
    .where('article_id', '=', row.id)
    .orderBy('position')
    .execute()
  const links = await trx
    .selectFrom('article_link')
    .select(['url', 'text', 'starts as start', 'ends as end'])
    .where('article_id', '=', row.id)
    .orderBy('position')
    .execute()
  return { row, authors: authors.map(({ slug }) => slug), subjects: subjects.map(({ slug }) => slug), links }
}

/** The outlet of that name, where there is exactly one. */
export async function findOutletSlug(trx: Trx, name: string): Promise<Slug | null> {
  const rows = await trx.selectFrom('outlet').select('slug').where('name', '=', name).limit(2).execute()
  return rows.length === 1 ? (rows[0]?.slug ?? null) : null
}

export interface RecordedAuthor {
  slug: Slug
  bio: string | null
  affiliations: string[]
  works: number
}

/** The author of that name: one of the article's where it has one, else the only one there is. */
export async function findAuthor(
  trx: Trx,
  name: string,
  ofArticle: readonly Slug[],
): Promise<RecordedAuthor | null> {
  const rows = await trx
    .selectFrom('author')
    .select((select) => [
      'slug',
      'bio',
      'affiliations',
      select
        .selectFrom('author_work')
        .whereRef('author_id', '=', 'author.id')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('count'))
        .as('works'),
    ])
    .where('name', '=', name)
    .execute()
  const own = rows.find(({ slug }) => ofArticle.includes(slug))
  const author = own ?? (rows.length === 1 ? rows[0] : undefined)
  return author === undefined ? null : { ...author, works: author.works ?? 0 }
}

export async function findSubjectSlug(trx: Trx, scheme: string, code: string): Promise<Slug | null> {
  const row = await trx
    .selectFrom('subject')
    .select('slug')
    .where('scheme', '=', scheme)
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.slug ?? null
}

/** The slug itself, or with the first of `-2`, `-3` … that no node of the table has and `taken` does not hold. */
export async function findFreeSlug(
  trx: Trx,
  table: 'outlet' | 'author' | 'subject' | 'article',
  slug: Slug,
  taken: ReadonlySet<Slug> = new Set(),
): Promise<Slug> {
  // A name in signs alone makes no slug.
  const wanted = slug || table
  for (let nth = 1; ; nth++) {
    const candidate = nth === 1 ? wanted : `${wanted}-${nth}`
    if (taken.has(candidate)) continue
    const stored = await trx.selectFrom(table).select('id').where('slug', '=', candidate).executeTakeFirst()
    if (stored === undefined) return candidate
  }
}
