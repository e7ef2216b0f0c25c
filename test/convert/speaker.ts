import type { PartyRecord } from '../../db/records.ts'
import { onOneLine } from './words.ts'

type NamedSpeaker = Pick<PartyRecord, 'name' | 'kind'>

/**
 * The person or body that a source's words name in full, else null. Careful rather than complete: a surname
 * alone, several speakers, a group of people and a name after a description count as not named.
 */
export function findNamedSpeaker(words: string): NamedSpeaker | null {
  const named = onOneLine(words)
    .replace(APPOSITION, '')
    .replace(/['’]s?$/, '')
    .replace(/^the /i, '')
  if (NOT_ONE_SPEAKER.test(named)) return null
  const person = named
    .replace(/ of .*$/, '')
    .replace(OWNER, '')
    .replace(TITLES, '')
  if (!kindOfBody(person) && isProperName(person, PERSON_PARTICLE)) return { name: person, kind: 'PERSON' }
  const kind = kindOfBody(named)
  return kind && !OWNER.test(named) && isProperName(named, BODY_PARTICLE) ? { name: named, kind } : null
}

/** What follows a name: ", the former senator …", "(D-Calif.)", "-- who …"; not the next name of a list. */
const APPOSITION = /(?:,$|\s*\([^)]*\)(?:,.*)?$|, (?=\p{Ll}|\d|[A-Z]-).*$|\s+(?:[-–—]+|who)\s.*$)/u

const NOT_ONE_SPEAKER = new RegExp(
  [
    /^(after|all|an?|and|another|any|as|both|but|by|democrats|each|even|every|few|her|his|if|its|like|many|most|my|no|one|or|other|others|our|republicans|several|so|some|staff|that|their|these|this|those|three|two|when|while|yet|your)\b/,
    /\band\b/,
    /[\s-](aides|allies|americans|attorneys|christians|conservatives|critics|crowd|democrats?|donors|executives|experts|funds|groups|hispanics|investigators|jews|judge|latinos|lawmakers|lawyers|leaders?|liberals|muslims|officials|polls?|progressives|protesters|reporters|reports|republicans?|senators|states|supporters|survivors|teachers|voters)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)

/** "The Post's" before a reporter's name. */
const OWNER = /^.*['’]s? (?=\p{Lu})/u

/** "Mr.", "House Speaker", "New York Attorney General": a title with up to five words before it. */
const TITLES =
  /^(?:[Ff]ormer )?(?:(?:\p{Lu}\S* ){0,5}(?:Adm\.|Admiral|Ambassador|Chair|Chancellor|Chairman|Chairwoman|Chief|Congressman|Congresswoman|Director|Dr\.?|Gen\.|General|Gov\.|Governor|Judge|Justice|Leader|Lt\.|Mayor|Minister|Mrs?\.?|Ms\.?|Officer|Pastor|Pope|Pres\.|President|Professor|Rabbi|Rep\.|Representative|Rev\.|Secretary(?: of (?:State|Defense))?|Sen\.|Senator|Sheriff|Sir|Speaker(?: of the House)?|Whip) )*/u

const PERSON_PARTICLE = /^(al|bin|da|de|del|della|der|di|du|la|le|van|von)$/
const BODY_PARTICLE = /^(of|the|for|on|in|to)$/

/** The first that fits decides. */
const BODIES: [RegExp, PartyRecord['kind']][] = [
  [
    /^(African Union|Arab League|European (Central Bank|Commission|Council|Parliament|Union)|International (Atomic|Court|Criminal|Monetary)|U\.N\.|United Nations|World (Bank|Health|Trade))\b/,
    'INTERNATIONAL_BODY',
  ],
  [/\b(Air Force|Army|Coast Guard|Command|Marine Corps|National Guard|Navy)$/, 'ARMED_FORCE'],
  [
    /\b(Administration|Agency|Authority|Bureau|City Council|Commission|Congress|Court|Department|Government|House|Legislature|Ministry|Office|Police|Senate|Service)\b/,
    'GOVERNMENT',
  ],
  [
    /\b(Action|Alliance|Associates|Association|Bank|Campaign|Caucus|Center|Church|Club|Coalition|College|Committee|Company|Corporation|Corps|Council|Daily|Enquirer|Examiner|Federation|Foundation|Fund|Globe|Group|Herald|Inc|Insider|Institute|Institution|Journal|League|Magazine|Media|Network|News|Organization|PAC|Party|Pollster|Post|Press|Project|Radio|Register|Research|Review|School|Sentinel|Society|Television|Times|Today|TODAY|Tribune|Union|University|Watch|Yorker)\b/,
    'ORGANIZATION',
  ],
]

const kindOfBody = (name: string) => BODIES.find(([words]) => words.test(name))?.[1]

function isProperName(name: string, particle: RegExp): boolean {
  const words = name.split(' ')
  const isCapitalised = (word = '') => /^\p{Lu}[\p{L}\p{M}.'’&/-]*$/u.test(word)
  return (
    /\p{Ll}|^USA TODAY$/u.test(name) &&
    words.filter(isCapitalised).length >= 2 &&
    words.every((word) => isCapitalised(word) || particle.test(word)) &&
    isCapitalised(words[0]) &&
    isCapitalised(words.at(-1))
  )
}
