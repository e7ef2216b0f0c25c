import { toNormalForm } from '../../values/normal-form.ts'
import type { ArticleSubject } from './article.ts'
import type { Block } from './blocks.ts'
import type { Draft } from './draft.ts'
import type { Reading } from './reading.ts'

/** What a list of subjects is called in print, by the name its scheme gets. To know another, add a row. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  category: ['category', 'categories', 'filed under', 'posted in', 'filed to', 'rubrik', 'rubrique'],
  country: ['country', 'countries'],
  keyword: ['keyword', 'keywords'],
  region: ['region', 'regions', 'area', 'areas'],
  section: ['section', 'sections', 'channel'],
  subject: ['subject', 'subjects'],
  tag: ['tag', 'tags', 'tagged', 'hashtags', 'labels'],
  theme: ['theme', 'themes', 'thème', 'tema', 'thema'],
  topic: ['topic', 'topics', 'in this story', 'in this article', 'related topics'],
}

const KICKER =
  /^(?:africa|americas?|analysis|arts|asia|books|breaking(?: news)?|business|climate|comment|commentary|culture|economy|editorial|environment|europe|exclusive|explainer|features?|health|interview|investigation|latin america|long read|(?:for immediate |press |news )release|middle east|national|news|opinion|politics|science|society|sports?|technology|travel|world(?: news)?)$/i

const LIST_OF_NAME = new Map(
  Object.entries(LISTS).flatMap(([list, names]) => names.map((name): [string, string] => [name, list])),
)

/** The list that a label names: "Regions" is "region"; null for any other label. */
export function subjectListOf(label: string): string | null {
  return LIST_OF_NAME.get(label.toLowerCase()) ?? null
}

/** Reads a line such as "Region: A, B". */
export function readSubjectLine(block: Block): Reading | null {
  const { text, marks } = block.inline
  const [opening, label = '', rest = ''] = /^(\p{L}[\p{L} ]{1,20}) ?[:：] ?(.+)$/u.exec(text) ?? []
  const list = subjectListOf(label)
  if (!opening || !list) return null
  const links = marks.filter((mark) => mark.kind === 'link')
  // Several links are a subject each; one link may hold the whole list.
  const linked = links.length > 1 && links.map((link) => text.slice(link.start, link.end))
  const labels = linked ? linked.map(cleanLabel) : splitLabels(rest)
  return listReading(list, labels)
}

/** Reads a line that names a section, "Opinion" or "News | Harbours", as it stands above or below a headline. */
export function readKicker(block: Block): Reading | null {
  const labels = block.inline.text.split(/ ?[|›»] ?/)
  const isKicker = KICKER.test(labels[0] ?? '') && labels.length <= 3 && block.inline.text.length <= 80
  return isKicker ? listReading('section', labels) : null
}

/** The labels of a printed list. A comma parts two subjects, "&" and "and" do not: "Trade & Industry" is one. */
export function splitLabels(list: string): string[] {
  const separator = /[,;|·•،、]/.test(list) ? /[,;|·•،、]/ : / (?=#)/
  return list
    .split(separator)
    .map(cleanLabel)
    .filter((label) => label !== '')
}

/** The subjects of a draft, their schemes named after its outlet, each once. */
export function subjectsOf(draft: Draft): ArticleSubject[] {
  const prefix = draft.outlet ? `${slugOf(draft.outlet)}:` : ''
  const subjects = draft.subjectLists.flatMap(({ list, labels }) =>
    labels.map((label) => ({ scheme: prefix + list, code: slugOf(label), label })),
  )
  const codes = new Map(subjects.map((subject) => [`${subject.scheme} ${subject.code}`, subject]))
  return [...codes.values()]
}

/** Small letters and digits of any script, joined by hyphens. */
function slugOf(text: string): string {
  const plain = toNormalForm(text, 'NFKD').replace(/[\u0300-\u036f]/g, '')
  return (plain.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join('-')
}

function listReading(list: string, labels: string[]): Reading {
  return {
    place: 'subjects',
    write(draft) {
      draft.subjectLists.push({ list, labels })
      return true
    },
  }
}

function cleanLabel(label: string): string {
  return label.trim().replace(/^#/, '').replace(/\.$/, '')
}
