import { readAffiliations } from './affiliations.ts'
import type { ArticleAuthor } from './article.ts'
import { type Block, isEmphasis } from './blocks.ts'
import { addAuthors, type Draft, joinParagraphs } from './draft.ts'
import { type Inline, sliceInline } from './marks.ts'
import { createAuthor, isName, kindOfAuthor } from './names.ts'
import { dropReading, type Reading } from './reading.ts'
import { readWorks } from './works.ts'

const HEADING =
  /^(?:about the (?:authors?|writers?|contributors?)|author bios?|contributors?|the authors?) ?:?$/i
const OPENING =
  /^(?:(?:about the authors?|author bio|the authors?) ?[:—–-] ?|[-–—*•] )?(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.? )?/i

// What is said of a person in such a note, right after the name.
const SAYS =
  /^(?: \([^()]{1,60}\))?(?:, [^.;]{1,120}?,)? (?:is|are|was|were|has|have|had|writes?|works?|worked|teaches|taught|lives?|covers?|covered|reports?|reported|serves?|served|holds?|joined|edits?|hosts?|directs?|leads?|runs?|studies|studied|co-?founded|founded|contributes?|contributed to this)\b/
// "Jane Doe, Professor of Acoustics, Foo University": a line, not a sentence.
const IS_TITLED = /^, [^.;]{3,150}[^.;!?]$/
const PRONOUN =
  /^(?:he|she|they|his|her|their|follow (?:him|her|them)|(?:you can )?(?:find|reach|follow) (?:him|her|them))\b/i
const PROFESSION =
  / (?:is|are|was) (?:(?:a|an|the|currently|one of) )?.{0,80}\b(?:activist|analyst|attorney|author|columnist|contributor|correspondent|critic|director|editor|fellow|founder|historian|journalist|lawyer|lecturer|organizer|poet|producer|professor|reporter|researcher|scholar|student|teacher|writer)s?\b/

interface Bio {
  readonly authors: readonly ArticleAuthor[]
  readonly bio: Inline
}

/**
 * Reads a closing note on authors: it opens with the name of one or several of them and says something of them,
 * or it goes on from such a note ("She …"). Under a heading or where the text has no byline, a name and a
 * profession make an author.
 */
export function readBio(block: Block, draft: Draft, previous: Block | undefined): Reading | null {
  const { text } = block.inline
  if (HEADING.test(text)) return { ...dropReading('heading of the notes'), isClosing: true }
  const opening = OPENING.exec(text)?.[0].length ?? 0
  const parts = splitByAuthor(sliceInline(block.inline, opening, text.length), draft.authors)
  if (parts) return bioReading(() => parts)
  if (PRONOUN.test(text) && previous && readBio(previous, draft, undefined)?.place === 'authors') {
    return bioReading((written) => [{ authors: subjectsOfBio(written, previous), bio: block.inline }])
  }
  const isHeaded = previous !== undefined && HEADING.test(previous.inline.text)
  const isSetApart = previous?.kind === 'rule' || isEmphasis(block)
  const isBio = isHeaded || (isSetApart && draft.authors.length === 0)
  const newcomer = isBio ? readNewName(text.slice(opening)) : null
  if (newcomer === null) return null
  return bioReading((written) => [{ authors: introduce(written, newcomer), bio: block.inline }])
}

/** One note may tell of several authors in turn: a sentence that opens with another of them starts the next bio. */
function splitByAuthor(note: Inline, authors: readonly ArticleAuthor[]): Bio[] | null {
  const first = readKnownNames(note.text, authors)
  if (!first) return null
  const bios = [{ authors: first, start: 0 }]
  for (const { index } of note.text.matchAll(/(?<=[^ .]{2}[.!?]["”’)]?) (?=\p{Lu})/gu)) {
    const named = readKnownNames(note.text.slice(index + 1), authors)
    const isOther = named?.some((author) => !bios.at(-1)?.authors.includes(author))
    if (named && isOther) bios.push({ authors: named, start: index + 1 })
  }
  return bios.map((bio, at) => {
    const end = (bios[at + 1]?.start ?? note.text.length + 1) - 1
    return { authors: bio.authors, bio: sliceInline(note, bio.start, end) }
  })
}

/** The authors whose names open a text, when the text goes on to say something of them. */
function readKnownNames(text: string, authors: readonly ArticleAuthor[]): ArticleAuthor[] | null {
  const named: ArticleAuthor[] = []
  let at = 0
  for (;;) {
    const author =
      authors.find(({ name }) => startsWithName(text, at, name)) ?? findBySurname(text.slice(at), authors)
    if (!author) return null
    at += startsWithName(text, at, author.name) ? author.name.length : surnameOf(author).length
    named.push(author)
    const rest = text.slice(at)
    if (SAYS.test(rest) || IS_TITLED.test(rest)) return named
    const separator = /^(?:,? and | & |, )/.exec(rest)?.[0]
    if (!separator) return null
    at += separator.length
  }
}

/** Bylines may be in capitals throughout. */
function startsWithName(text: string, at: number, name: string): boolean {
  return text.slice(at, at + name.length).toLowerCase() === name.toLowerCase()
}

function findBySurname(text: string, authors: readonly ArticleAuthor[]): ArticleAuthor | undefined {
  return authors.find((author) => {
    const surname = surnameOf(author)
    return author.kind === 'PERSON' && surname.length > 2 && text.startsWith(`${surname} is `)
  })
}

function surnameOf({ name }: ArticleAuthor): string {
  return name.slice(name.lastIndexOf(' ') + 1)
}

function readNewName(text: string): string | null {
  const [name] = /^.{3,80}?(?= (?:is|was) |, )/.exec(text) ?? []
  if (!name?.includes(' ') || !isName(name) || kindOfAuthor(name) !== 'PERSON') return null
  return PROFESSION.test(text.slice(0, 240)) ? name : null
}

function introduce(draft: Draft, name: string): ArticleAuthor[] {
  addAuthors(draft, [createAuthor(name)])
  return draft.authors.filter((author) => author.name === name)
}

function subjectsOfBio(draft: Draft, bio: Block): ArticleAuthor[] {
  return draft.authors.filter((author) => author.bio?.endsWith(bio.inline.text))
}

function bioReading(findBios: (draft: Draft) => Bio[]): Reading {
  return {
    place: 'authors',
    write(draft) {
      const bios = findBios(draft)
      for (const { authors, bio } of bios) for (const author of authors) writeBio(author, bio)
      return bios.some(({ authors }) => authors.length > 0)
    },
  }
}

function writeBio(author: ArticleAuthor, bio: Inline): void {
  const titles = new Set(author.works.map((work) => work.title))
  author.bio = joinParagraphs(author.bio, bio.text)
  author.works.push(...readWorks(bio).filter((work) => !titles.has(work.title)))
  author.affiliations = [...new Set([...author.affiliations, ...readAffiliations(bio)])]
}
