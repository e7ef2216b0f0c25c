import type { ArticleAuthor } from './article.ts'

// The wire agencies that sign as authors.
const AGENCIES = new Set(
  `AAP, ABNA, AFP, Agence France-Presse, Agencia EFE, Anadolu, ANI, Anadolu Agency, ANSA, Antara, AP, APA,
  Associated Press, Belga, Bernama, CP, Canadian Press, dpa, DPA, EFE, IANS, Interfax, IRNA, Kyodo, Kyodo News, Lusa,
  MENA, NTB, PA, PA Media, Press Association, Press Trust of India, PTI, RIA Novosti, Reuters, Ritzau, SANA, SPA, TASS,
  Thomson Reuters, TT, Ukrinform, UPI, United Press International, WAFA, Xinhua, Yonhap`.split(/,\s+/),
)

const AGENCY_WORDS = /\b(?:news agency|press agency|newswires?|wire services?)\b/i

// Words that a body has in its name and a person, as a rule, has not.
const BODY_WORDS =
  /\b(?:agency|board|bureau|cent(?:er|re)|collective|committee|council|daily|desk|editors|editorial|foundation|gazette|group|guardian|herald|institute|journal|magazine|media|monitor|network|news|newsroom|newspaper|observer|online|organi[sz]ation|post|press|project|radio|report|research|reporters|review|service|staff|team|telegraph|television|times|today|tribune|tv|university|watch|weekly|writers)\b/i

const PARTICLES = new Set(
  'af al ap bin bint da das de del della den der di do dos du e el ibn la le lo of san st ter van vom von y zu zur'.split(
    ' ',
  ),
)

const NAME_WORD =
  /^(?:(?:al|el|ul|an|as|at|ad|ar|az|ash|d|l|o|de|da)[-'’])?[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\p{N}.'’·\u200c-]*$/u

const MAX_NAME_WORDS = 6

/** What a name in a byline stands for. */
export function kindOfAuthor(name: string): ArticleAuthor['kind'] {
  if (isAgency(name)) return 'AGENCY'
  return BODY_WORDS.test(name) || /^the /i.test(name) ? 'ORGANIZATION' : 'PERSON'
}

export function isAgency(name: string): boolean {
  return AGENCIES.has(name.replace(/^the /i, '')) || AGENCY_WORDS.test(name)
}

/** Whether a text could be one name: few words, capitals where the script has them, no digits in front. */
export function isName(text: string): boolean {
  const words = text.split(' ')
  if (words.length > MAX_NAME_WORDS || text.length > 80) return false
  const isParticle = (word: string) => PARTICLES.has(word)
  return (
    words.some((word) => !isParticle(word)) && words.every((word) => isParticle(word) || NAME_WORD.test(word))
  )
}

/** Whether a text could be the name of a publisher: like a name, but numbers, "&", "and" and domains may occur. */
export function isOutletName(text: string): boolean {
  const bare = text.replace(/ (?:&|and|for|on|in|the) /g, ' ').replace(/^the /, 'The ')
  return isName(bare) || /^(?:[\p{L}\p{N}-]{1,40}\.){1,3}\p{L}{2,12}$/u.test(text)
}

export function createAuthor(name: string, kind = kindOfAuthor(name)): ArticleAuthor {
  return { name, kind, bio: null, works: [], affiliations: [] }
}
