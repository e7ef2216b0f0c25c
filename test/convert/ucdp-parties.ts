import type { PartyRecord, Slug } from '../../db/records.ts'
import { countryCodeOf } from './country.ts'
import type { Row } from './csv.ts'
import { slugOf } from './slug.ts'
import { clip, onOneLine } from './words.ts'

const NAME_LENGTH = 300
const GOVERNMENT = 'Government of '
const CIVILIANS = 'Civilians'

/** Side A, then side B. */
export const partiesOf = (row: Row, entry: Slug): [PartyRecord, PartyRecord] => [
  partyOf(row('side_a'), row('side_a_new_id'), entry),
  partyOf(row('side_b'), row('side_b_new_id'), entry),
]

/**
 * The same party for the same actor number: two actors share the name "DPR". UCDP has one number for all the
 * world's civilians; here those of each event are an unnamed party of its entry, as they are nobody's organization.
 */
function partyOf(name: string, actor: string, entry: Slug): PartyRecord {
  if (name === CIVILIANS) {
    return { record: 'Party', slug: `${entry}/civilians`, name, kind: 'UNNAMED', article: entry }
  }
  const isGovernment = name.startsWith(GOVERNMENT)
  return {
    record: 'Party',
    slug: slugOf(`ucdp-actor-${actor}`),
    name: clip(onOneLine(name), NAME_LENGTH),
    kind: isGovernment ? 'GOVERNMENT' : 'ARMED_GROUP',
    countryCode: isGovernment ? countryCodeOf(name.slice(GOVERNMENT.length)) : null,
    altIds: [{ scheme: 'ucdp:actor', value: actor }],
  }
}
