import type { Transaction } from 'kysely'
import type { OutletRecord, Slug, SubjectRecord } from '../records.ts'
import type { Tables } from '../tables.ts'
import { slugify } from '../values/slug.ts'
import {
  findAuthor,
  findFreeSlug,
  findOutletSlug,
  findSubjectSlug,
  type RecordedArticle,
} from './article-lookup.ts'
import { completeAuthor, type NamedSlugs, newAuthor } from './article-record.ts'
import type { ArticleText } from './article-text.ts'

/** What a text names beside the article: their slugs, and what is to be saved of them, in order. */
export interface Named extends NamedSlugs {
  records: [kind: 'Outlet' | 'Author' | 'Subject', records: object[]][]
}

/** One thing that a text names; `record` is null where nothing of it is to be saved. */
interface Mention {
  slug: Slug
  record: object | null
}

/**
 * Finds outlet, authors and subjects on record, and makes records of those that are missing. An article on
 * record keeps its outlet and its authors: a text that spells them otherwise does not add any.
 */
export async function findNamed(
  trx: Transaction<Tables>,
  text: ArticleText,
  recorded: RecordedArticle | null,
): Promise<Named> {
  const outlets = recorded?.row.outlet_id ? [] : await findOutlet(trx, text.outlet ?? text.originalSource)
  const authors = await findAuthors(trx, text.authors, recorded?.authors ?? [])
  const subjects = await findSubjects(trx, text.subjects)
  return {
    outlet: outlets[0]?.slug ?? null,
    authors: [...slugsOf(authors)],
    subjects: [...slugsOf(subjects)],
    records: [
      ['Outlet', recordsOf(outlets)],
      ['Author', recordsOf(authors)],
      ['Subject', recordsOf(subjects)],
    ],
  }
}

const recordsOf = (mentions: readonly Mention[]) => mentions.flatMap(({ record }) => record ?? [])

async function findOutlet(trx: Transaction<Tables>, name: string | null): Promise<Mention[]> {
  if (name === null) return []
  const known = await findOutletSlug(trx, name)
  if (known !== null) return [{ slug: known, record: null }]
  const slug = await findFreeSlug(trx, 'outlet', slugify(name))
  return [{ slug, record: { record: 'Outlet', slug, name } satisfies OutletRecord }]
}

async function findAuthors(
  trx: Transaction<Tables>,
  authors: ArticleText['authors'],
  ofArticle: readonly Slug[],
): Promise<Mention[]> {
  const mentions: Mention[] = []
  for (const author of authors) {
    const known = await findAuthor(trx, author.name, ofArticle)
    if (known !== null) mentions.push({ slug: known.slug, record: completeAuthor(known, author) })
    else if (ofArticle.length === 0) {
      const slug = await findFreeSlug(trx, 'author', slugify(author.name), slugsOf(mentions))
      mentions.push({ slug, record: newAuthor(slug, author) })
    }
  }
  return mentions
}

async function findSubjects(trx: Transaction<Tables>, subjects: ArticleText['subjects']): Promise<Mention[]> {
  const mentions: Mention[] = []
  for (const { scheme, code, label } of subjects) {
    const known = await findSubjectSlug(trx, scheme, code)
    if (known !== null) mentions.push({ slug: known, record: null })
    else {
      const words = [slugify(scheme), slugify(code)].filter(Boolean).join('/')
      const slug = await findFreeSlug(trx, 'subject', words, slugsOf(mentions))
      mentions.push({
        slug,
        record: { record: 'Subject', slug, scheme, code, label } satisfies SubjectRecord,
      })
    }
  }
  return mentions
}

const slugsOf = (mentions: readonly Mention[]) => new Set(mentions.map(({ slug }) => slug))
