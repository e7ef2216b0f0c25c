import { preparedAt } from './calendar.ts'
import { pick } from './dice.ts'
import { RECORDERS_LANGUAGE } from './languages.ts'
import { lifeOf } from './life.ts'
import type { Put } from './rows.ts'
import { capitalized, phrase } from './words.ts'
import type { World } from './world.ts'

export function putSubject(world: World, put: Put, id: number): void {
  const dice = world.diceFor('Subject', id)
  const scheme = pick(dice, ['theme', 'region', 'section'])
  put('subject', {
    ...lifeOf(world, 'Subject', id, preparedAt(id / world.size.subjects)),
    slug: `${scheme}-${id}`,
    scheme,
    code: String(id).padStart(5, '0'),
    label: capitalized(phrase(dice, RECORDERS_LANGUAGE, 2)),
  })
}
