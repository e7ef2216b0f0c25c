import type { Block } from './blocks.ts'
import { readNames } from './byline.ts'
import { findDate } from './dates.ts'
import { addAuthors, addRights, type Draft, fill, fillImage } from './draft.ts'
import type { Field } from './front-matter.ts'
import { readLanguage } from './language.ts'
import type { Place } from './ledger.ts'
import { createAuthor, isOutletName } from './names.ts'
import type { Reading } from './reading.ts'
import { splitLabels, subjectListOf } from './subjects.ts'

type FieldWriter = (draft: Draft, values: readonly string[], value: string) => boolean

/** What the fields of an article's head are called, in small letters and without marks. To know another name, add it. */
const WRITERS: readonly (readonly [Place, names: string, FieldWriter])[] = [
  ['headline', 'title headline name', (draft, _, value) => fill(draft, 'headline', value)],
  [
    'alternativeHeadline',
    'subtitle subheadline subheading deck dek standfirst kicker alternativeheadline',
    (draft, _, value) => fill(draft, 'alternativeHeadline', value),
  ],
  ['byline', 'author authors authorname authorsname byline by creator writer contributors', writeAuthors],
  [
    'publication',
    'date published publishedon publishedat datepublished publicationdate publisheddate pubdate created posted',
    writeDate,
  ],
  ['notes', 'updated updatedat modified datemodified lastmod lastmodified lastupdated', writeUpdate],
  [
    'url',
    'url link canonical canonicalurl permalink sourceurl originalurl address',
    (draft, _, value) => /^https?:\/\//i.test(value) && fill(draft, 'url', value),
  ],
  ['language', 'language lang locale inlanguage', writeLanguage],
  [
    'publication',
    'outlet publisher publishername publication site sitename website newspaper source',
    (draft, _, value) => fill(draft, 'outlet', value),
  ],
  ['dateline', 'dateline location', (draft, _, value) => fill(draft, 'dateline', value)],
  ['image', 'image imageurl thumbnail cover coverimage featuredimage ogimage', writeImage],
  ['image', 'imagecaption caption imagealt', (draft, _, value) => fillImage(draft, { caption: value })],
  [
    'image',
    'imagecredit photocredit credit photographer',
    (draft, _, value) => fillImage(draft, { credit: value }),
  ],
  ['rights', 'copyright rights copyrightholder', writeCopyright],
  ['rights', 'license licence usageterms', writeTerms],
]

const WRITER_OF_NAME = new Map(
  WRITERS.flatMap(([place, names, write]) =>
    names.split(' ').map((name): [string, { place: Place; write: FieldWriter }] => [name, { place, write }]),
  ),
)

// Labels that a line of running text may open with as well: they count in front matter only.
const NOT_IN_PRINT = new Set([
  'by',
  'image',
  'caption',
  'copyright',
  'license',
  'licence',
  'rights',
  'credit',
  'name',
])

/** Writes a field of the front matter and says where it went; null where the draft has no place for it. */
export function writeField(draft: Draft, field: Field): Place | null {
  const list = subjectListOf(field.name.replaceAll(/[_-]/g, ' '))
  if (list) draft.subjectLists.push({ list, labels: field.values.flatMap(splitLabels) })
  const known = WRITER_OF_NAME.get(normalName(field.name))
  const [value] = field.values
  // A name that only opens a nested value says nothing itself.
  if (list || (known && value === undefined)) return list ? 'subjects' : (known?.place ?? null)
  return known && value !== undefined && known.write(draft, field.values, value) ? known.place : null
}

/** Reads a printed line such as "Title: …" or "URL: …" of the header. */
export function readFieldLine(block: Block): Reading | null {
  const [, name = '', value] = /^(\p{L}[\p{L} -]{1,24}) ?: (.{1,500})$/u.exec(block.inline.text) ?? []
  const known = NOT_IN_PRINT.has(normalName(name)) ? undefined : WRITER_OF_NAME.get(normalName(name))
  if (!known || !value) return null
  const isOutlet = known.place !== 'publication' || isOutletName(value) || findDate(value) !== null
  if (!isOutlet) return null
  return { place: known.place, write: (draft) => known.write(draft, [value], value) }
}

function normalName(name: string): string {
  return name.toLowerCase().replace(/[ _.:-]/g, '')
}

function writeAuthors(draft: Draft, values: readonly string[]): boolean {
  const authors = values.flatMap((value) => readNames(value) ?? [createAuthor(value)])
  draft.byline = [draft.byline ?? [], ...values].flat().join(', ')
  addAuthors(draft, authors)
  return true
}

function writeDate(draft: Draft, _: readonly string[], value: string): boolean {
  const date = findDate(value)?.date
  return date ? fill(draft, 'publishedOn', date) : false
}

function writeUpdate(draft: Draft, _: readonly string[], value: string): boolean {
  draft.notes.push(`Updated: ${value}`)
  return true
}

function writeLanguage(draft: Draft, _: readonly string[], value: string): boolean {
  const language = readLanguage(value)
  return language ? fill(draft, 'language', language) : false
}

function writeImage(draft: Draft, _: readonly string[], value: string): boolean {
  return fillImage(draft, { url: value })
}

function writeCopyright(draft: Draft, _: readonly string[], value: string): boolean {
  addRights(draft, { notice: value })
  return true
}

function writeTerms(draft: Draft, _: readonly string[], value: string): boolean {
  addRights(draft, { usageTerms: value })
  return true
}
