import type { Inline } from './marks.ts'

// What a person is somewhere; "author of" stands apart, for that names a work.
const ROLES =
  'activist|analyst|anchor|associate|board member|campaigner|chair(?:man|woman|person)?|columnist|commentator|contributor|contributing (?:editor|writer)|convenor|coordinator|correspondent|critic|director|editor(?:-in-chief| in chief|-at-large)?|fellow|(?:co-?)?founder|head|journalist|lecturer|member|organi[sz]er|photographer|president|producer|professor|reporter|researcher|scholar|secretary|staff writer|student|teacher|visiting \\w+|writer'

const ROLE = new RegExp(
  `\\b(?:(?:professor|lecturer|chair|student|scholar)(?: emerit\\w+)? (?:of|in) [\\p{L}, ]{1,60}? (?:at|with)|(?!(?:professor|lecturer|student|scholar)s? of )(?:${ROLES})s? (?:of|for|at|with|to|from)) `,
  'giu',
)
// A stop ends the name, but not inside a domain or after an abbreviation: "U.S.", "St.".
const WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&-]*(?:\\.[\\p{L}\\p{N}]+)*(?:(?<=\\b\\p{L}{1,2})\\.)?"
const NAME = new RegExp(`^${WORD}(?: (?:(?:of|for|the|on|in|de|du|des|&) ){0,2}${WORD})*`, 'u')

/** The bodies that a closing note ties its subject to, in the order of the note. */
export function readAffiliations({ text, marks }: Inline): string[] {
  const names = Array.from(text.matchAll(ROLE), (match) => {
    const at = match.index + match[0].length
    const past = text.startsWith('the ', at) ? at + 'the '.length : at
    const link = marks.find(({ kind, start }) => kind === 'link' && (start === at || start === past))
    const name = link ? text.slice(link.start, link.end) : NAME.exec(text.slice(past, past + 120))?.[0]
    return name?.replace(/(?:['’]s)?[.,]?$/, '') ?? ''
  })
  return [...new Set(names.filter((name) => name !== ''))]
}
