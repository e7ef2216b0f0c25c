import type { ArticleWork } from './article.ts'
import { readEdtf } from './dates.ts'
import type { Inline, Mark } from './marks.ts'

// What announces titles: "the author of …", "Her books include …".
const CUE =
  /\b(?:co-?)?authors? of\b|\b(?:books?|novels?|memoirs?|works?|titles?) (?:include|includes|are|is)\b|\b(?:wrote|written|published) (?:the |several |many )?(?:books?|novels?)\b/gi

// The words that may stand between the cue and the first title: "several books, including", "the forthcoming".
const LEADS =
  '(?:[ ,:]+(?:the|a|an|and|of|other|such as|as well as|including|most recently|recently|several|many|numerous|some|two|three|four|five|six|seven|eight|nine|ten|\\d+|dozens|new|recent|latest|first|upcoming|forthcoming|best-?selling|award-winning|acclaimed|critically|non-?fiction|books?|novels?|memoirs?|biograph(?:y|ies)|works?|titles?)){0,10}'
const LEAD_IN = new RegExp(`^${LEADS}[ ,:]*["“‘(]?$`)
const PLAIN_TITLE = new RegExp(
  `^${LEADS} (\\p{Lu}.{2,200}?)(?=,? \\(|,? (?:which|published|released|forthcoming|out)\\b|, and\\b|(?<=[^ .]{2})\\.(?: |$)|;| and (?:a|an|the|is|has|was|of)\\b|$)`,
  'u',
)
const BETWEEN = /^["”’,]*(?: ?[,;&]| and| as well as)*(?: (?:most recently|the|of))?[ ,]*["“‘]?$/u

const MAX_GAP_CHARACTERS = 120

const IMPRINT =
  /^["”’)]?,? (?:(?:which was|was|were|to be|will be|both|first) )?(?:published|released|issued|out|forthcoming|reissued)(?: by (.{1,80}?))?(?: (?:in|on) (?:the )?(\p{L}{0,12}\.?,? ?(?:\d{1,2}, )?\d{4}|\d{1,2} \p{L}{3,12} \d{4}))?(?=[.,;)]|$| and\b)/iu
const IN_PARENTHESES = /^["”’]?,? \(([^()]{2,120})\)/

interface Title {
  readonly text: string
  readonly url: string | null
  readonly start: number
  readonly end: number
}

/** The works that a closing note gives its subject as author, with publisher and date where they are printed. */
export function readWorks(note: Inline): ArticleWork[] {
  const titles = findTitles(note)
  const works = Array.from(note.text.matchAll(CUE), (cue) => {
    const start = cue.index + cue[0].length
    const marked = readMarked(note.text, start, titles)
    return marked.length > 0 ? marked : readPlain(note.text, start)
  }).flat()
  return [...new Map(works.map((work) => [work.title, work])).values()]
}

/** Follows the marked titles after a cue for as long as nothing but a conjunction or an imprint parts them. */
function readMarked(text: string, start: number, titles: readonly Title[]): ArticleWork[] {
  const works: ArticleWork[] = []
  let at = start
  for (const title of titles) {
    if (title.start < at) continue
    const gap = text.slice(at, title.start)
    const isNear = gap.length <= MAX_GAP_CHARACTERS && (works.length === 0 ? LEAD_IN : BETWEEN).test(gap)
    if (!isNear) break
    const imprint = readImprint(text.slice(title.end))
    works.push({
      title: title.text,
      publisher: imprint.publisher,
      published: imprint.published,
      url: title.url,
    })
    at = title.end + imprint.length
  }
  return works
}

/** A title without marks: from its first capital to the end of the clause. */
function readPlain(text: string, start: number): ArticleWork[] {
  const [opening, title] = PLAIN_TITLE.exec(text.slice(start)) ?? []
  if (!opening || !title) return []
  const { publisher, published } = readImprint(text.slice(start + opening.length))
  return [{ title, publisher, published, url: null }]
}

/** The marked stretches of a note that may be titles: links, italics and quotations, outermost first. */
function findTitles({ text, marks }: Inline): Title[] {
  const quoted = Array.from(text.matchAll(/["“]([^"“”]{2,200})["”]/g), (match): Mark => {
    const start = match.index + 1
    return { kind: 'emphasis', start, end: start + (match[1]?.length ?? 0), url: null }
  })
  const spans = [...marks.filter((mark) => mark.end - mark.start < text.length), ...quoted]
  const titles: Title[] = []
  for (const mark of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = titles.at(-1)
    const inner = last !== undefined && mark.end <= last.end
    const [title = ''] = /^.*?(?=[,.;:]?$)/.exec(text.slice(mark.start, mark.end)) ?? []
    if (inner && mark.url) titles[titles.length - 1] = { ...last, url: last.url ?? mark.url }
    else if (!inner && title) titles.push({ text: title, url: mark.url, start: mark.start, end: mark.end })
  }
  return titles
}

function readImprint(rest: string): { publisher: string | null; published: string | null; length: number } {
  const [printed, by, on] = IMPRINT.exec(rest) ?? []
  if (printed && (by || on))
    return { publisher: by ?? null, published: on ? readEdtf(on) : null, length: printed.length }
  const [bracketed, inner] = IN_PARENTHESES.exec(rest) ?? []
  if (!bracketed || !inner) return { publisher: null, published: null, length: 0 }
  const at = inner.lastIndexOf(', ')
  const published = readEdtf(at < 0 ? inner : inner.slice(at + 2))
  const publisher = published ? (at < 0 ? null : inner.slice(0, at)) : inner
  return { publisher, published, length: bracketed.length }
}
