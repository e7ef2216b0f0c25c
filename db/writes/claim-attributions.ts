import { InvalidValue } from '../values/invalid-value.ts'
import { ATTRIBUTION_ROLES } from '../vocabulary.ts'
import { list, optional, reference, required } from './fields.ts'
import { isObject, report } from './reading.ts'
import { MAX_NAME, MAX_PROSE, oneOf, text } from './values.ts'

/** The attribution chain. Each of its links is one agent: a party, an outlet or an author. */
export const attributions = list(
  'claim_attribution',
  'claim_id',
  {
    role: required('role', oneOf(ATTRIBUTION_ROLES)),
    party: reference('party_id', 'Party'),
    outlet: reference('outlet_id', 'Outlet'),
    author: reference('author_id', 'Author'),
    cue: optional('cue', text(MAX_NAME)),
    asDescribed: optional('as_described', text(MAX_PROSE)),
  },
  {
    check: (_row, place, item) => {
      const agents = isObject(item)
        ? [item.party, item.outlet, item.author].filter((agent) => agent != null)
        : []
      if (agents.length !== 1) {
        report(place, new InvalidValue('INCONSISTENT', 'This names exactly one of party, outlet and author.'))
      }
    },
  },
)
