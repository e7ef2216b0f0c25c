import type { ArticleAuthor } from './article.ts'
import { createAuthor, isName, isOutletName, kindOfAuthor } from './names.ts'

export interface Byline {
  readonly printed: string
  readonly authors: ArticleAuthor[]
}

// What opens a byline, in the language of its text. A word needs a space after it, a colon does not.
const WORDS = [
  'by',
  '(?:written|reported|posted|text|words|story|report|analysis|opinion|commentary|article) by',
  'von',
  'par',
  'por',
  'di',
  'door',
  'av',
  'بقلم',
]
const LABELS = [
  'by',
  'authors?',
  'byline',
  'written by',
  'autore?n?',
  'auteurs?',
  'автор',
  'بقلم',
  '作者',
  '記者',
  '记者',
  '文',
]

const OPENING = new RegExp(`^(?:(?:${WORDS.join('|')}) |(?:${LABELS.join('|')}) ?[:：] ?)(?=[^ ])`, 'iu')
// "y" and "e" also stand inside a name: they join two names only where two words follow.
const SEPARATOR = / ?[,;،、/|·•] ?(and |& )?| (and|&|et|und|och|и|(?:y|e)(?= [^ ,]+ [^ ])) /giu
const SUFFIX = /^(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|esq|kc|qc|mp|rn)\.?$/i
const ROLE =
  /\b(?:analyst|anchor|blogger|chief|columnist|contributor|correspondent|critic|director|editor|fellow|intern|journalist|manager|member|photographer|producer|professor|reporter|writer)s?\b/i

const MAX_BYLINE_CHARACTERS = 300

/**
 * Reads a line as a byline: an opening such as "By", then nothing but names, roles, places and employers. Null for
 * any other line, so that "By Friday, the army had left" stays text.
 */
export function readByline(text: string): Byline | null {
  const opening = OPENING.exec(text)?.[0]
  if (!opening || text.length > MAX_BYLINE_CHARACTERS) return null
  const authors = readNames(text.slice(opening.length))
  return authors && { printed: text, authors }
}

/** The authors that a list of names names, in order, or null where it is no such list. */
export function readNames(list: string): ArticleAuthor[] | null {
  if (list.length > MAX_BYLINE_CHARACTERS) return null
  const { names, employer } = splitEmployer(list)
  const authors: ArticleAuthor[] = []
  for (const { text, isJoined } of splitNames(names)) {
    const name = cleanName(text)
    const last = authors.at(-1)
    const role = readRole(name, last, isJoined)
    if (role === 'author' && !isOutletName(name)) return null
    if (role === 'author') authors.push(createAuthor(name))
    else if (role === 'suffix' && last) last.name += `, ${name}`
    else if (role === 'employer') employ(authors, name)
  }
  if (employer) employ(authors, employer)
  return authors.length > 0 ? authors : null
}

/** "Jane Doe for The Paper", "Jane Doe of The Paper"; but an Office of Something is one name. */
function splitEmployer(list: string): { names: string; employer: string | null } {
  const [, names, word, employer] = /^(.+?) (for|at|with|of) ((?:the )?\p{Lu}[^,;]*)$/u.exec(list) ?? []
  const isPerson = names?.includes(' ') && kindOfAuthor(names) === 'PERSON'
  if (!names || !employer || (word === 'of' && !isPerson)) return { names: list, employer: null }
  return { names, employer: employer.replace(/^the /, '') }
}

function splitNames(list: string): { text: string; isJoined: boolean }[] {
  const parts = list.split(SEPARATOR)
  // `split` puts the two groups of each separator between the texts.
  return parts.flatMap((text, index) => {
    if (index % 3 !== 0 || !text) return []
    return [{ text, isJoined: Boolean(parts[index - 2] ?? parts[index - 1]) }]
  })
}

/** What stands after a name that is not a name: "Jr.", a job, an employer after a comma, a place after a comma. */
function readRole(text: string, last: ArticleAuthor | undefined, isJoined: boolean) {
  if (text === '') return 'nothing'
  if (!last) return 'author'
  if (SUFFIX.test(text)) return 'suffix'
  if (kindOfAuthor(text) !== 'PERSON') {
    return isJoined || last.kind !== 'PERSON' || !isOutletName(text) ? 'author' : 'employer'
  }
  if (ROLE.test(text)) return 'nothing'
  return isJoined || text.includes(' ') || !isName(text) ? 'author' : 'nothing'
}

function cleanName(text: string): string {
  return text
    .replace(/^special (?:to|for) (?:the )?/i, '')
    .replace(/ ?[([][^()[\]]*[)\]]/g, '')
    .replace(/ ?(?:\bin (?=\p{Lu}).*|@\w+|<?[^ @<>]+@[^ @<>]+>?)$/u, '')
    .replace(/^the (?=\p{Lu})/u, '')
    .trim()
}

function employ(authors: readonly ArticleAuthor[], employer: string): void {
  for (const author of authors) {
    if (author.kind === 'PERSON' && author.affiliations.length === 0) author.affiliations.push(employer)
  }
}
