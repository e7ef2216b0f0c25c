import { dayOf, momentAt, preparedAt } from './calendar.ts'
import { between, chance, pick, type Shares, share } from './dice.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { lifeOf } from './life.ts'
import { mastheadOf, someOutlet } from './outlet.ts'
import type { Put } from './rows.ts'
import { capitalized, phrase, properName, sentence, vocabulary } from './words.ts'
import type { World } from './world.ts'

/** As it stands in bylines. */
export function authorName({ diceFor }: World, id: number): string {
  const dice = diceFor('author name', id)
  return `${properName(dice, RECORDERS_LANGUAGE)} ${properName(dice, RECORDERS_LANGUAGE)}`
}

export function putAuthor(world: World, put: Put, id: number): void {
  const dice = world.diceFor('Author', id)
  const name = authorName(world, id)
  put('author', {
    ...lifeOf(world, 'Author', id, preparedAt(id / world.size.authors)),
    slug: `${name.toLowerCase().replace(' ', '-')}-${id}`,
    name,
    kind: share(dice, KINDS),
    bio: chance(dice, 0.3) ? sentence(dice, vocabulary(RECORDERS_LANGUAGE), 25) : null,
    affiliations: chance(dice, 0.5) ? [mastheadOf(world, someOutlet(world, 'affiliation', id)).name] : [],
  })
  if (chance(dice, 0.2)) {
    put('author_alt_id', {
      author_id: id,
      position: 0,
      scheme: 'orcid',
      value: `0000-0000-0000-${1000 + id}`,
    })
  }
  if (!chance(dice, 0.1)) return
  for (let position = between(dice, 0, 2); position >= 0; position--) {
    put('author_work', {
      author_id: id,
      position,
      title: capitalized(phrase(dice, RECORDERS_LANGUAGE, 4)),
      publisher: `${properName(dice, RECORDERS_LANGUAGE)} ${pick(dice, ['Press', 'Books'])}`,
      published: dayOf(momentAt(dice())).slice(0, 4),
      url: null,
    })
  }
}

const KINDS = [
  ['PERSON', 92],
  ['ORGANIZATION', 5],
  ['AGENCY', 3],
] as const satisfies Shares<string>
